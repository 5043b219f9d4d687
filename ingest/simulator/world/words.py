"""The Chinese words of the story: people, places, keywords, browsers."""

from __future__ import annotations

CITIES = ("北京", "上海", "杭州", "深圳", "广州", "南京", "成都", "武汉", "西安", "苏州")
CITIES += ("天津", "重庆", "长沙", "青岛", "郑州", "宁波", "厦门", "合肥", "济南", "福州")
CITY_WEIGHTS = (16, 15, 11, 9, 8, 6, 6, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1)
REGION_CODES = ("110105", "310115", "330106", "440304", "440106", "320106", "510107", "420106")
REGION_CODES += ("610113", "320508", "120104", "500103", "430104", "370202", "410105", "330212")
REGION_CODES += ("350203", "340104", "370102", "350102")

SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
GIVEN = ("伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰")
GIVEN += ("娟", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英", "建国", "志强", "晓东", "雨桐")
GIVEN += ("子涵", "欣怡", "浩然", "梓萱", "宇航", "思远", "佳琪", "海燕", "立新", "文博", "春梅")
BANKS = (
    "工商银行",
    "建设银行",
    "农业银行",
    "中国银行",
    "招商银行",
    "交通银行",
    "中信银行",
    "民生银行",
)
BANK_PREFIXES = ("622202", "621700", "622848", "621661", "621483", "622262", "621771", "622615")

BRAND_WORDS = (
    "清水金融",
    "清水理财",
    "清水金融官网",
    "清水金融可靠吗",
    "清水金融app",
    "清水理财登录",
)
GENERIC_WORDS = (
    "理财产品",
    "p2p理财",
    "网上理财",
    "短期理财",
    "活期理财",
    "定期理财",
    "理财平台排名",
)
GENERIC_WORDS += (
    "高收益理财",
    "安全理财",
    "个人理财",
    "互联网理财",
    "投资理财",
    "理财app",
    "小额投资",
)
GENERIC_WORDS += (
    "一万元理财",
    "闲钱理财",
    "工薪理财",
    "稳健理财",
    "银行理财",
    "余额理财",
    "新手理财",
)
GENERIC_GROUPS = ("通用词", "产品词", "人群词", "竞品词", "地域词")
MODIFIERS = ("", "哪个好", "推荐", "排行", "收益", "怎么买", "靠谱吗", "2026")
FEED_THEMES = (
    "新手福利",
    "收益对比",
    "明星代言",
    "安全保障",
    "用户故事",
    "工资理财",
    "双周加息",
    "春节红包",
)
FEED_AUDIENCES = (
    "一线男",
    "一线女",
    "二线白领",
    "宝妈",
    "程序员",
    "退休人群",
    "兴趣财经",
    "相似人群",
)
DSP_CAMPAIGNS = (
    "重定向-访客",
    "重定向-未投资",
    "拉新-财经媒体",
    "拉新-门户首页",
    "拉新-视频贴片",
    "长尾流量",
)
OWN_TASKS = ("沉默召回", "到期提醒", "新标上线")
UNIVERSITIES = (
    "清河大学",
    "东湖大学",
    "江南理工大学",
    "海滨财经学院",
    "西山科技大学",
    "南岭师范大学",
)
OWNERS = ("李晓梅", "王志远", "陈思琪", "赵立新")

DESKTOP_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0",
    "Mozilla/5.0 (Windows NT 6.1) 360SE/13.1",
    "Mozilla/5.0 (Macintosh) Safari/605.1",
)
MOBILE_AGENTS = (
    "Mozilla/5.0 (Android 14) MicroMessenger/8.0",
    "Mozilla/5.0 (iPhone) MicroMessenger/8.0",
    "Mozilla/5.0 (Android 13) baiduboxapp/13.5",
)
IOS_AGENTS = ("Qingshui/5.2 (iPhone15,2)", "Qingshui/5.1 (iPhone13,1)")
ANDROID_AGENTS = ("Qingshui/5.2 (Android 14)", "Qingshui/5.1 (Android 12)")
BOT_AGENTS = (
    "Mozilla/5.0 (compatible; Baiduspider/2.0)",
    "Mozilla/5.0 (compatible; YisouSpider/5.0)",
    "python-crawler/1.4",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0",
    "Sogou web spider/4.0",
)
AGENTS = DESKTOP_AGENTS + MOBILE_AGENTS + IOS_AGENTS + ANDROID_AGENTS + BOT_AGENTS
AGENT_PLATFORMS = ("web",) * 3 + ("h5",) * 3 + ("ios",) * 2 + ("android",) * 2 + ("web",) * 5

PAGES = ("/", "/products", "/product/detail", "/safety", "/about", "/account", "/activity", "/help")
PAGE_TITLES = (
    "首页",
    "理财产品",
    "产品详情",
    "安全保障",
    "关于我们",
    "我的账户",
    "活动中心",
    "帮助中心",
)
