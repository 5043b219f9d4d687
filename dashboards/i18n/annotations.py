"""The page of calendar notes."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("What happened, and when?", "发生过什么？什么时候？"),
    "answer": Text(
        "Notes on every time axis: **{count}**; the newest is **{newest}** ({day}).",
        "时间轴上共有 **{count}** 条备注，最新一条是 **{newest}**（{day}）。",
    ),
    "answer_pending": Text(
        " Waiting for the next run: **{count}**; charts show them already.",
        "其中 **{count}** 条等待下次运行，图表已先行显示。",
    ),
    "answer_none": Text("There are no notes yet.", "还没有备注。"),
    "list": Text("All notes", "全部备注"),
    "list_help": Text(
        "Notes explain numbers and change none. They come from files in the inbox and from this "
        "page; the newest version of each counts.",
        "备注只作说明，不影响数据；来自收件文件夹或本页面，以每条的最新版本为准。",
    ),
    "none": Text("No notes yet.", "还没有备注。"),
    "write": Text("Write a note", "编写备注"),
    "write_help": Text(
        "The note is put into the inbox for the next run, and stands on the charts at once as "
        "pending.",
        "备注会放入收件文件夹等待下次运行，并立即以“待生效”显示在图表上。",
    ),
    "which": Text("Note", "备注"),
    "new": Text("A new note", "新备注"),
    "title": Text("Title in English", "英文标题"),
    "title_zh": Text("Title in Chinese", "中文标题"),
    "starts_on": Text("First day", "开始日期"),
    "ends_on": Text("Last day", "结束日期"),
    "kind": Text("Kind", "类型"),
    "kind_promotion": Text("Promotion", "优惠活动"),
    "kind_campaign": Text("Campaign", "推广活动"),
    "kind_product": Text("Product", "产品"),
    "kind_incident": Text("Incident", "故障"),
    "kind_partner": Text("Partner", "合作方"),
    "kind_rule": Text("Regulation", "监管政策"),
    "kind_other": Text("Other", "其他"),
    "state": Text("State", "状态"),
    "published": Text("published", "已生效"),
    "pending": Text("pending", "待生效"),
    "waiting": Text(" (pending)", "（待生效）"),
    "keep": Text("Keep the note", "保存备注"),
    "end_now": Text("End it on {day}", "结束于 {day}"),
    "kept": Text("**{title}** is kept.", "已保存 **{title}**。"),
    "title_empty": Text("Write a title first.", "请先填写标题。"),
    "title_long": Text("The title is too long (200 letters at most).", "标题过长（最多 200 字）。"),
    "ends_early": Text("The last day is before the first one.", "结束日期早于开始日期。"),
}
