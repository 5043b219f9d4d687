"""Saved views."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "menu": Text("Views", "视图"),
    "name": Text("Name", "名称"),
    "save": Text("Save this view", "保存当前视图"),
    "mine": Text("Saved views", "已保存的视图"),
    "choose": Text("Choose one", "请选择"),
    "open": Text("Open", "打开"),
    "rename": Text("Rename", "重命名"),
    "rename_help": Text("To the name written above", "改为上方填写的名称"),
    "delete": Text("Delete", "删除"),
    "delete_help": Text("Its link leads nowhere from then on", "删除后其链接失效"),
    "link": Text("Whoever has this link can open it:", "持有此链接的人均可打开："),
    "saved": Text("Saved as **{name}**.", "已保存为 **{name}**。"),
    "opened": Text("Saved view **{name}**.", "已打开视图 **{name}**。"),
    "gone": Text(
        "These channels do not exist any more and are left out: {names}.",
        "以下渠道已不存在，未包含：{names}。",
    ),
    "deleted": Text("The saved view of this link was deleted.", "此链接对应的视图已被删除。"),
    "page_gone": Text("The page of this view does not exist any more.", "该视图所在页面已不存在。"),
    "name_empty": Text("Write a name first.", "请先填写名称。"),
    "name_long": Text("The name is too long (60 letters at most).", "名称过长（最多 60 个字符）。"),
    "name_taken": Text(
        "Another view has this name, or this one is gone.", "名称已被占用，或该视图已不存在。"
    ),
    "broken": Text(
        "What readers keep cannot be read or written: {reason}", "无法读取或写入用户数据：{reason}"
    ),
}
