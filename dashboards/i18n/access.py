"""Signing in, roles, and what is said to whoever may not see a page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "here": Text("Open on this machine only", "仅本机可访问"),
    "sign_in": Text("Sign in", "登录"),
    "sign_out": Text("Sign out", "退出登录"),
    "rows": Text("Sees only: {names}", "仅可查看：{names}"),
    "signed_out": Text("Please sign in", "请先登录"),
    "signed_out_body": Text(
        "These numbers are for people of the company. Sign in with your work account.",
        "这些数据仅供公司内部人员查看，请使用工作账号登录。",
    ),
    "expired": Text("Your sign-in has ended", "登录已过期"),
    "expired_body": Text(
        "For safety a sign-in lasts only for a while. Sign in again to go on, {name}.",
        "为了安全，登录只在一段时间内有效。{name}，请重新登录后继续。",
    ),
    "no_role": Text("You have no role here yet", "您还没有查看权限"),
    "no_role_body": Text(
        "You are signed in as {name}, but nobody has given you a role. Ask whoever runs Headwater "
        "in your company for one, or sign out and use another account.",
        "您已登录为 {name}，但尚未被授予角色。请联系公司的 Headwater 管理员，"
        "或退出后换一个账号登录。",
    ),
    "elsewhere": Text("These pages are open on one machine only", "看板仅限本机访问"),
    "elsewhere_body": Text(
        "No sign-in provider is set up, so the pages can be read only on the machine they run on. "
        "Whoever runs Headwater finds in `docs/access.md` how to open them to others.",
        "尚未配置登录服务商，因此只能在运行看板的机器上查看。管理员可参阅 `docs/access.md` "
        "了解如何开放给其他人。",
    ),
    "unreadable": Text("Nobody can be let in just now", "暂时无法访问"),
    "unreadable_body": Text(
        "The file that says who may see what is missing or damaged, so nothing is shown. Start "
        "`headwater serve` again, which writes it.",
        "权限文件缺失或损坏，因此不显示任何内容。请重新启动 `headwater serve` 以生成该文件。",
    ),
    "refused": Text("This is not for your role", "您的角色无权查看"),
    "refused_body": Text(
        "Your role ({role}) does not include what was asked for. If you need "
        "more, ask whoever runs Headwater in your company.",
        "您的角色（{role}）不包含所请求的内容。如需更多权限，请联系公司的 Headwater 管理员。",
    ),
    "go": Text("Open {page}", "打开{page}"),
    "no_page": Text("There is no page for you yet", "暂无可查看的页面"),
    "no_page_body": Text(
        "None of the pages can be narrowed down to what you may see. Ask whoever runs Headwater in "
        "your company.",
        "现有页面都无法限定到您可查看的范围。请联系公司的 Headwater 管理员。",
    ),
    "role_executive": Text("Executive", "管理层"),
    "role_marketing": Text("Marketing", "市场"),
    "role_operator": Text("Operator", "活动运营"),
    "role_partner_manager": Text("Partner manager", "合作方经理"),
    "role_admin": Text("Administrator", "管理员"),
}
