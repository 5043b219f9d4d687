"""The glossary page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("What does each number mean?", "每个指标是什么意思？"),
    "answer": Text(
        "**{metrics}** metrics and **{figures}** figures, defined once for all pages, files and "
        "reports.",
        "**{metrics}** 个指标、**{figures}** 个图表，所有页面、导出文件和周报口径一致。",
    ),
    "search": Text("Search", "搜索"),
    "search_for": Text("for example CAC, 年化, partner", "例如：首投成本、CAC、合作方"),
    "metrics": Text("Metrics", "指标"),
    "metrics_help": Text(
        "Additive parts are counted in the marts; ratios are made from them once, at the end, and "
        "are empty where they are undefined.",
        "可加总的部分在数据集市中计数；比率只在最后计算一次，无意义时为空。",
    ),
    "figures": Text("Figures and numbers of the pages", "页面图表与数字"),
    "figures_help": Text(
        "What stands behind the question mark of each figure.", "即各图表问号中的说明。"
    ),
    "nothing": Text("Nothing is called or explained like that.", "没有匹配的指标或图表。"),
    "name": Text("Name", "名称"),
    "definition": Text("Definition", "口径"),
    "formula": Text("Formula", "公式"),
    "unit": Text("Unit", "单位"),
    "shown": Text("Shown on", "所在页面"),
    "code": Text("Code", "代码"),
    "added_up": Text("added up over the days of the window", "窗口内各日之和"),
    "at_the_end": Text("as it stands on the last day of the window", "窗口最后一天的存量"),
    "unit_count": Text("number", "个数"),
    "unit_ratio": Text("per cent", "百分比"),
    "unit_multiple": Text("times", "倍"),
}
