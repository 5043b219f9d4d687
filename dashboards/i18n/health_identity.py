"""Words of the data health page on people and their devices."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "identity": Text("People and their devices", "用户与设备"),
    "identity_help": Text(
        "Registrations and log-ins tie devices to people; a tie also moves the device's past. By "
        "month of the first visit. A visitor not tied to anybody may be a fragment of somebody "
        "known, so visitors are at most this many people.",
        "注册与登录把设备归到个人，设备之前的访问也一并归入。按首次访问的月份统计。"
        "未关联的访客可能是已知用户的另一台设备，因此实际人数不会多于访客数。",
    ),
    "identity_none": Text("Nobody came in these months", "这些月份没有访客"),
    "first_month": Text("Month of first visit", "首次访问月份"),
    "untied_share": Text("Not tied to a user", "未关联用户占比"),
    "ids_per_person": Text("Devices per known person", "已知用户人均设备"),
    "people_of_several_ids": Text("People of several devices", "多设备用户"),
    "fragments": Text("Fragments put together", "已合并的碎片"),
    "fragments_help": Text(
        "Devices beyond a person's first; without ties each would count as one more visitor.",
        "每人首台设备以外的设备；若不关联，每台都会多算一位访客。",
    ),
    "people_on_shared_ids": Text("People on shared devices", "共用设备的用户"),
    "people_on_shared_ids_help": Text(
        "A shared device belongs to each user from the moment of that tie onward, and its past "
        "before the first tie to the first.",
        "共用设备自每次关联起归该用户，首次关联之前的访问归第一位用户。",
    ),
    "never_seen": Text("Accounts no device saw", "无设备记录的账户"),
}
