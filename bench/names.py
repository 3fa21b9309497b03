"""Words of which names of companies are made, and places. None of the companies exists."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A word of a name, in three scripts."""

    latin: str
    chinese: str
    urdu: str


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(*line.split()) for line in text.strip().splitlines())


FIRST = _words("""
Altara 阿塔 التارا
Anhe 安和 انہے
Bairan 百然 بیران
Baosheng 宝盛 باؤشینگ
Chenara 晨纳 چنارا
Chuanda 川达 چوانڈا
Dastaan 达斯坦 داستان
Dehong 德弘 دیہونگ
Dureen 都林 دورین
Elahiya 艾拉 الاہیہ
Fangyu 方宇 فانگیو
Farooza 法鲁 فروزہ
Gulzara 古扎 گلزارہ
Guanlan 观澜 گوانلان
Haoran 浩然 ہاؤران
Hilmara 希玛 ہلمارا
Hongtai 鸿泰 ہونگتائی
Indravan 印德 اندراون
Jiahe 嘉禾 جیاہے
Jinyao 金耀 جنیاؤ
Kaghara 卡加 کاغارا
Kaiming 开明 کائمنگ
Khurram 胡兰 خرم
Koshan 科山 کوشان
Lanting 兰亭 لانتنگ
Leyuan 乐远 لیوآن
Lingxi 灵犀 لنگشی
Mehrab 梅拉 محراب
Mingde 明德 منگڈے
Mosharra 莫沙 موشارہ
Nairang 奈朗 نیرنگ
Nanxing 南星 نانشنگ
Nilofar 尼洛 نیلوفر
Orison 欧睿 اوریزن
Parvaan 帕文 پروان
Pinghai 平海 پنگہائی
Qinghe 清河 چنگہے
Qarawan 卡拉 قراوان
Rongda 荣达 رونگڈا
Roshnaa 罗什 روشنا
Ruilin 瑞林 روئیلن
Sabzara 萨扎 سبزارہ
Sanjiang 三江 سانجیانگ
Shabnama 沙南 شبنامہ
Shengyu 盛宇 شینگیو
Taklama 塔克 تکلامہ
Tianrui 天睿 تیانروئی
Tarnaab 塔纳 ترناب
Umeedan 乌米 امیدان
Wanhe 万和 وانہے
Weiguang 微光 ویگوانگ
Xinyuan 新源 شنیوآن
Yakhtar 雅克 یختار
Yongan 永安 یونگان
Zarvan 扎万 زروان
Zhihang 智航 ژیہانگ
""")
"""First words of names."""

SECOND = _words("""
Telecom 电信 ٹیلی‌کام
Mobile 移动 موبائل
Networks 网络 نیٹ‌ورکس
Fibre 光纤 فائبر
Cable 电缆 کیبل
Pay 支付 پے
Bank 银行 بینک
Logistics 物流 لاجسٹکس
Express 快递 ایکسپریس
Cloud 云 کلاؤڈ
Data 数据 ڈیٹا
Electronics 电子 الیکٹرانکس
Appliances 电器 اپلائنسز
Handsets 手机 ہینڈسیٹس
Motors 汽车 موٹرز
Solar 光伏 سولر
Energy 能源 انرجی
Power 电力 پاور
Systems 系统 سسٹمز
Security 安防 سکیورٹی
Vision 视讯 وژن
Software 软件 سافٹ‌ویئر
Digital 数字 ڈیجیٹل
Labs 实验 لیبز
Games 游戏 گیمز
Media 传媒 میڈیا
Market 商城 مارکیٹ
Bazaar 集市 بازار
Trade 贸易 ٹریڈ
Ventures 创投 وینچرز
Holdings 控股 ہولڈنگز
Group 集团 گروپ
Towers 铁塔 ٹاورز
Satellite 卫星 سیٹلائٹ
Semicon 半导体 سیمیکون
Robotics 机器人 روبوٹکس
Rides 出行 رائیڈز
Health 健康 ہیلتھ
Learning 教育 لرننگ
Works 工业 ورکس
""")
"""Second words of names."""

PLACES = (
    "Islamabad",
    "Lahore",
    "Karachi",
    "Rawalpindi",
    "Faisalabad",
    "Multan",
    "Peshawar",
    "Quetta",
    "Hyderabad",
    "Sialkot",
    "Gujranwala",
    "Gujrat",
    "Sargodha",
    "Bahawalpur",
    "Sukkur",
    "Larkana",
    "Nawabshah",
    "Mirpur Khas",
    "Sheikhupura",
    "Jhang",
    "Rahim Yar Khan",
    "Sahiwal",
    "Okara",
    "Kasur",
    "Dera Ghazi Khan",
    "Mardan",
    "Mingora",
    "Abbottabad",
    "Kohat",
    "Bannu",
    "Dera Ismail Khan",
    "Nowshera",
    "Swabi",
    "Charsadda",
    "Haripur",
    "Mansehra",
    "Chitral",
    "Gilgit",
    "Skardu",
    "Hunza",
    "Muzaffarabad",
    "Kotli",
    "Bhimber",
    "Gwadar",
    "Turbat",
    "Khuzdar",
    "Hub",
    "Chaman",
    "Zhob",
    "Sibi",
    "Jacobabad",
    "Shikarpur",
    "Khairpur",
    "Dadu",
    "Thatta",
    "Badin",
    "Jhelum",
    "Chakwal",
    "Attock",
    "Mianwali",
    "Bhakkar",
    "Khushab",
    "Layyah",
    "Vehari",
    "Khanewal",
)
"""Places in Pakistan that stand in for one another."""
