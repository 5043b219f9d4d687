"""Paths to a conversion on the attribution page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "paths": Text("By which channels they came", "转化之前经过了哪些渠道"),
    "paths_help": Text(
        "From left to right the last {stages} touches before the conversion, each as thick as it "
        "is common; repeats of a channel in a row are one touch. The eight commonest channels "
        "have names, the others stand together. Paths too rare to be among the 300 commonest of "
        "their month are in the table's last row only.",
        "从左到右为转化前最后 {stages} 次触点，粗细代表转化数；同一渠道连续出现计一次。"
        "最常见的八个渠道单列，其余合并。未进入当月前 300 的路径只计入表格最后一行。",
    ),
    "top_paths": Text("The commonest paths", "最常见的路径"),
    "top_paths_help": Text(
        "Whole paths within the look-back, by conversions of the months that the window touches.",
        "回溯期内的完整路径，按窗口所涉月份的转化数排序。",
    ),
    "path": Text("Path", "路径"),
    "path_steps": Text("Touches", "触点数"),
    "path_share": Text("Share of conversions", "转化占比"),
    "path_rest": Text("All rarer paths", "其余较少见的路径"),
    "path_goal": Text("Conversion", "转化"),
    "path_link": Text("Conversions", "转化数"),
    "path_node": Text("Conversions through here", "经过此处的转化"),
}
