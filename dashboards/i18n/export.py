"""What the menu of files and the files themselves say."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "menu": Text("Take this figure away", "导出此图表"),
    "csv": Text("Table as CSV", "表格（CSV）"),
    "xlsx": Text("Table as Excel, with its definition", "表格（Excel，含口径说明）"),
    "png": Text("Chart as picture", "图表（PNG 图片）"),
    "no_font": Text(
        "There are no pictures: this machine has no font with Chinese letters (Debian: "
        "`fonts-noto-cjk`).",
        "无法导出图片：本机没有中文字体（Debian 系统请安装 `fonts-noto-cjk`）。",
    ),
    "data": Text("Data", "数据"),
    "about": Text("About", "关于"),
    "figure": Text("Figure", "图表"),
    "definition": Text("Definition", "口径"),
    "window": Text("Window", "时间窗口"),
    "filters": Text("Filters", "筛选条件"),
    "address": Text("Opens again at", "页面链接"),
    "model": Text("Windows of the model", "模型窗口"),
    "model_text": Text(
        "sessions end after {session} minutes · attribution looks back {lookback} days · "
        "funnel window {funnel} days",
        "会话超时 {session} 分钟 · 归因回溯 {lookback} 天 · 漏斗窗口 {funnel} 天",
    ),
    "as_of": Text("Data complete to", "数据截至"),
    "company": Text("Company", "公司"),
    "clock": Text("Time zone and currency", "时区与货币"),
    "published": Text("Published", "发布"),
    "made_at": Text("Made at", "导出时间"),
    "cut": Text(
        "The table is longer than a sheet can hold; the rest is left out. CSV has all of it.",
        "表格超出工作表的行数上限，其余行未包含。完整内容请导出 CSV。",
    ),
}
