//! Countries by name in four languages, as ISO 3166-1 alpha-2 codes.
//!
//! Covers the states of the world and most of their territories; islands of few people are not known here.

use super::{fold, is_slip, only};

/// Code and names, folded, with bars between them; the alpha-3 code is the first name.
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", "and|andorra|андорра|اندورا"),
    (
        "AE",
        "are|uae|u.a.e|united arab emirates|emirates|dubai|оаэ|эмираты|الامارات|الامارات العربیه المتحده|امارات|امارات متحده عربی|دبی|الامارات المتحده|دوله الامارات|دوله الامارات العربیه المتحده|объединенные арабские эмираты|vae",
    ),
    ("AF", "afg|afghanistan|афганистан|افغانستان"),
    (
        "AG",
        "atg|antigua and barbuda|antigua|антигуа и барбуда|انتیغوا وبربودا|انتیگوا و باربودا",
    ),
    ("AI", "aia|anguilla|ангилья|انغویلا|انگویلا"),
    ("AL", "alb|albania|албания|البانیا|البانی"),
    ("AM", "arm|armenia|армения|ارمینیا|ارمنستان|hayastan"),
    ("AO", "ago|angola|ангола|انغولا|انگولا"),
    ("AR", "arg|argentina|аргентина|الارجنتین|ارژانتین"),
    (
        "AS",
        "asm|american samoa|американское самоа|ساموا الامریکیه|ساموای امریکا",
    ),
    ("AT", "aut|austria|österreich|австрия|النمسا|اتریش"),
    ("AU", "aus|australia|австралия|استرالیا|аус"),
    ("AW", "abw|aruba|аруба|اروبا"),
    (
        "AX",
        "ala|åland islands|aland islands|аландские острова|جزر الاند|جزایر الند",
    ),
    (
        "AZ",
        "aze|azerbaijan|азербайджан|اذربیجان|اذربایجان|جمهوری اذربایجان",
    ),
    (
        "BA",
        "bih|bosnia and herzegovina|bosnia|босния и герцеговина|босния|البوسنه والهرسک|البوسنه|بوسنی و هرزگوین|بوسنی",
    ),
    ("BB", "brb|barbados|барбадос|بربادوس|باربادوس"),
    ("BD", "bgd|bangladesh|бангладеш|بنغلادیش|بنگلادش"),
    ("BE", "bel|belgium|бельгия|بلجیکا|بلژیک|belgique|belgien"),
    (
        "BF",
        "bfa|burkina faso|буркина-фасо|بورکینا فاسو|بورکینافاسو",
    ),
    ("BG", "bgr|bulgaria|болгария|بلغاریا|بلغارستان"),
    ("BH", "bhr|bahrain|бахрейн|البحرین|بحرین"),
    ("BI", "bdi|burundi|бурунди|بوروندی|بروندی"),
    ("BJ", "ben|benin|бенин|بنین"),
    ("BM", "bmu|bermuda|бермуды|бермудские острова|برمودا"),
    ("BN", "brn|brunei|brunei darussalam|бруней|برونای|برونیی"),
    ("BO", "bol|bolivia|боливия|بولیفیا|بولیوی"),
    ("BR", "bra|brazil|бразилия|البرازیل|برزیل|brasil"),
    (
        "BS",
        "bhs|bahamas|the bahamas|багамы|багамские острова|البهاما|جزر البهاما|باهاما",
    ),
    ("BT", "btn|bhutan|бутан|بوتان"),
    ("BW", "bwa|botswana|ботсвана|بوتسوانا"),
    (
        "BY",
        "blr|belarus|беларусь|белоруссия|بیلاروسیا|بلاروس|روسیه سفید",
    ),
    ("BZ", "blz|belize|белиз|بلیز"),
    ("CA", "can|canada|канада|کندا|کانادا"),
    (
        "CD",
        "cod|democratic republic of the congo|dr congo|drc|congo-kinshasa|др конго|дрк|демократическая республика конго|الکونغو الدیمقراطیه|جمهوریه الکونغو الدیمقراطیه|کنگوی دموکراتیک|جمهوری دموکراتیک کنگو",
    ),
    (
        "CF",
        "caf|central african republic|цар|центральноафриканская республика|جمهوریه افریقیا الوسطی|افریقیا الوسطی|افریقای مرکزی|جمهوری افریقای مرکزی",
    ),
    (
        "CG",
        "cog|congo|republic of the congo|congo-brazzaville|конго|республика конго|الکونغو|جمهوریه الکونغو|کنگو|جمهوری کنگو",
    ),
    (
        "CH",
        "che|switzerland|schweiz|швейцария|سویسرا|سوییس|suisse|svizzera",
    ),
    (
        "CI",
        "civ|ivory coast|côte d'ivoire|cote d'ivoire|кот-д'ивуар|кот д'ивуар|ساحل العاج|کوت دیفوار|ساحل عاج",
    ),
    ("CK", "cok|cook islands|острова кука|جزر کوک|جزایر کوک"),
    ("CL", "chl|chile|чили|تشیلی|شیلی"),
    ("CM", "cmr|cameroon|камерун|الکامیرون|کامرون"),
    (
        "CN",
        "chn|china|китай|кнр|الصین|چین|people's republic of china|prc|جمهوری خلق چین",
    ),
    ("CO", "col|colombia|колумбия|کولومبیا|کلمبیا"),
    ("CR", "cri|costa rica|коста-рика|کوستاریکا|کاستاریکا"),
    ("CU", "cub|cuba|куба|کوبا"),
    (
        "CV",
        "cpv|cape verde|cabo verde|кабо-верде|الراس الاخضر|کیپ ورد",
    ),
    ("CW", "cuw|curaçao|curacao|кюрасао|کوراساو|کوراسایو"),
    ("CY", "cyp|cyprus|кипр|قبرص|قبرس"),
    ("CZ", "cze|czechia|czech republic|чехия|التشیک|چک"),
    ("DE", "deu|germany|deutschland|германия|фрг|المانیا|المان"),
    ("DJ", "dji|djibouti|джибути|جیبوتی"),
    ("DK", "dnk|denmark|дания|الدنمارک|دانمارک"),
    ("DM", "dma|dominica|доминика|دومینیکا"),
    (
        "DO",
        "dom|dominican republic|доминиканская республика|доминикана|جمهوریه الدومینیکان|الدومینیکان|جمهوری دومینیکن|دومینیکن",
    ),
    ("DZ", "dza|algeria|algerie|алжир|الجزایر|algérie"),
    ("EC", "ecu|ecuador|эквадор|الاکوادور|اکوادور"),
    ("EE", "est|estonia|эстония|استونیا|استونی"),
    (
        "EG",
        "egy|egypt|arab republic of egypt|египет|مصر|جمهوریه مصر العربیه|ج.م.ع|a.r.e|ج م ع|арабская республика египет",
    ),
    (
        "EH",
        "esh|western sahara|западная сахара|الصحراء الغربیه|صحرای غربی",
    ),
    ("ER", "eri|eritrea|эритрея|اریتریا|اریتره"),
    (
        "ES",
        "esp|spain|испания|اسبانیا|اسپانیا|españa|espana|spanien",
    ),
    ("ET", "eth|ethiopia|эфиопия|اثیوبیا|اتیوپی"),
    ("FI", "fin|finland|финляндия|فنلندا|فنلاند|suomi"),
    ("FJ", "fji|fiji|фиджи|فیجی"),
    (
        "FK",
        "flk|falkland islands|фолклендские острова|جزر فوکلاند|جزایر فالکلند",
    ),
    ("FM", "fsm|micronesia|микронезия|میکرونیزیا|میکرونزی"),
    (
        "FO",
        "fro|faroe islands|фарерские острова|фареры|جزر فارو|جزایر فارو",
    ),
    ("FR", "fra|france|франция|فرنسا|فرانسه|frankreich"),
    ("GA", "gab|gabon|габон|الغابون|الجابون|گابن"),
    (
        "GB",
        "gbr|uk|u.k|united kingdom|great britain|britain|england|scotland|великобритания|англия|соединенное королевство|بریطانیا|المملکه المتحده|انجلترا|انگلستان|بریتانیا|northern ireland|wales|уэльс|шотландия|اسکاتلند|اسکتلندا|ویلز|ولز|в.британия",
    ),
    ("GD", "grd|grenada|гренада|غرینادا|گرنادا"),
    ("GE", "geo|georgia|грузия|جورجیا|گرجستان|sakartvelo"),
    (
        "GF",
        "guf|french guiana|французская гвиана|غویانا الفرنسیه|گویان فرانسه",
    ),
    ("GG", "ggy|guernsey|гернси|غیرنزی|گرنزی"),
    ("GH", "gha|ghana|гана|غانا|غنا"),
    ("GI", "gib|gibraltar|гибралтар|جبل طارق"),
    ("GL", "grl|greenland|гренландия|غرینلاند|جرینلاند|گرینلند"),
    ("GM", "gmb|gambia|the gambia|гамбия|غامبیا|جامبیا|گامبیا"),
    ("GN", "gin|guinea|гвинея|غینیا|گینه"),
    ("GP", "glp|guadeloupe|гваделупа|غوادلوب|گوادلوپ"),
    (
        "GQ",
        "gnq|equatorial guinea|экваториальная гвинея|غینیا الاستواییه|گینه استوایی",
    ),
    ("GR", "grc|greece|греция|الیونان|یونان|hellas"),
    ("GT", "gtm|guatemala|гватемала|غواتیمالا|گواتمالا"),
    ("GU", "gum|guam|гуам|غوام|گوام"),
    (
        "GW",
        "gnb|guinea-bissau|guinea bissau|гвинея-бисау|غینیا بیساو|گینه بیسایو",
    ),
    ("GY", "guy|guyana|гайана|غیانا|گویان"),
    ("HK", "hkg|hong kong|гонконг|هونغ کونغ|هنگ کنگ"),
    ("HN", "hnd|honduras|гондурас|هندوراس"),
    ("HR", "hrv|croatia|hrvatska|хорватия|کرواتیا|کرواسی"),
    ("HT", "hti|haiti|гаити|هایتی|هاییتی"),
    ("HU", "hun|hungary|венгрия|المجر|مجارستان"),
    ("ID", "idn|indonesia|индонезия|اندونیسیا|اندونزی"),
    ("IE", "irl|ireland|ирландия|ایرلندا|ایرلند|éire"),
    ("IL", "isr|israel|израиль|اسراییل"),
    ("IM", "imn|isle of man|остров мэн|جزیره مان|جزیره من"),
    ("IN", "ind|india|индия|الهند|هند|هندوستان"),
    ("IQ", "irq|iraq|ирак|العراق|عراق"),
    (
        "IR",
        "irn|iran|islamic republic of iran|иран|ایران|جمهوری اسلامی ایران|исламская республика иран|persia|ج.ا.ا|ایران الاسلامیه",
    ),
    ("IS", "isl|iceland|исландия|ایسلندا|ایسلند"),
    ("IT", "ita|italy|italia|италия|ایطالیا|ایتالیا|italien"),
    ("JE", "jey|jersey|джерси|جیرسی|جرزی"),
    ("JM", "jam|jamaica|ямайка|جامایکا|جاماییکا"),
    ("JO", "jor|jordan|иордания|الاردن|اردن"),
    ("JP", "jpn|japan|япония|الیابان|ژاپن"),
    ("KE", "ken|kenya|кения|کینیا|کنیا"),
    (
        "KG",
        "kgz|kyrgyzstan|киргизия|кыргызстан|قیرغیزستان|قرقیزستان",
    ),
    ("KH", "khm|cambodia|камбоджа|کمبودیا|کامبوج"),
    ("KI", "kir|kiribati|кирибати|کیریباتی"),
    ("KM", "com|comoros|коморы|جزر القمر|کومور"),
    (
        "KN",
        "kna|saint kitts and nevis|st kitts and nevis|сент-китс и невис|سانت کیتس ونیفیس|سنت کیتس و نویس",
    ),
    (
        "KP",
        "prk|north korea|северная корея|кндр|کوریا الشمالیه|کره شمالی",
    ),
    (
        "KR",
        "kor|south korea|korea|южная корея|корея|کوریا الجنوبیه|کره جنوبی|republic of korea|республика корея|کره",
    ),
    ("KW", "kwt|kuwait|кувейт|الکویت|کویت|دوله الکویت"),
    (
        "KY",
        "cym|cayman islands|кайманы|каймановы острова|جزر کایمان|جزایر کیمن",
    ),
    (
        "KZ",
        "kaz|kazakhstan|казахстан|рк|کازاخستان|قزاقستان|republic of kazakhstan|республика казахстан|казакстан|qazaqstan",
    ),
    ("LA", "lao|laos|лаос|لاوس|لایوس"),
    ("LB", "lbn|lebanon|liban|ливан|لبنان"),
    (
        "LC",
        "lca|saint lucia|st lucia|сент-люсия|سانت لوسیا|سنت لوسیا",
    ),
    (
        "LI",
        "lie|liechtenstein|лихтенштейн|لیختنشتاین|لیختن اشتاین",
    ),
    ("LK", "lka|sri lanka|шри-ланка|سریلانکا|سری لانکا"),
    ("LR", "lbr|liberia|либерия|لیبیریا|لیبریا"),
    ("LS", "lso|lesotho|лесото|لیسوتو|لسوتو"),
    ("LT", "ltu|lithuania|литва|لیتوانیا|لیتوانی"),
    (
        "LU",
        "lux|luxembourg|luxemburg|люксембург|لوکسمبورغ|لوکزامبورگ",
    ),
    ("LV", "lva|latvia|латвия|لاتفیا|لتونی"),
    ("LY", "lby|libya|ливия|لیبیا|لیبی|الجماهیریه اللیبیه"),
    (
        "MA",
        "mar|morocco|maroc|марокко|المغرب|مراکش|المملکه المغربیه",
    ),
    ("MC", "mco|monaco|монако|موناکو"),
    ("MD", "mda|moldova|молдова|молдавия|مولدوفا|مولداوی"),
    ("ME", "mne|montenegro|черногория|الجبل الاسود|مونتهنگرو"),
    ("MG", "mdg|madagascar|мадагаскар|مدغشقر|ماداگاسکار"),
    (
        "MH",
        "mhl|marshall islands|маршалловы острова|جزر مارشال|جزایر مارشال",
    ),
    (
        "MK",
        "mkd|north macedonia|macedonia|северная македония|македония|مقدونیا الشمالیه|مقدونیا|مقدونیه شمالی",
    ),
    ("ML", "mli|mali|мали|مالی"),
    ("MM", "mmr|myanmar|burma|мьянма|бирма|میانمار|بورما|برمه"),
    ("MN", "mng|mongolia|монголия|منغولیا|مغولستان"),
    ("MO", "mac|macau|macao|макао|ماکاو|ماکایو"),
    ("MQ", "mtq|martinique|мартиника|مارتینیک"),
    ("MR", "mrt|mauritania|мавритания|موریتانیا|موریتانی"),
    ("MS", "msr|montserrat|монтсеррат|مونتسرات"),
    ("MT", "mlt|malta|мальта|مالطا|مالت"),
    ("MU", "mus|mauritius|маврикий|موریشیوس|موریس"),
    (
        "MV",
        "mdv|maldives|the maldives|мальдивы|المالدیف|جزر المالدیف|مالدیو",
    ),
    ("MW", "mwi|malawi|малави|ملاوی|مالاوی"),
    ("MX", "mex|mexico|мексика|المکسیک|مکزیک"),
    ("MY", "mys|malaysia|малайзия|مالیزیا|مالزی"),
    ("MZ", "moz|mozambique|мозамбик|موزمبیق|موزامبیک"),
    ("NA", "nam|namibia|намибия|نامیبیا"),
    (
        "NC",
        "ncl|new caledonia|новая каледония|کالیدونیا الجدیده|کالدونیای جدید",
    ),
    ("NE", "ner|niger|нигер|النیجر|نیجر"),
    ("NG", "nga|nigeria|нигерия|نیجیریا|نیجریه"),
    ("NI", "nic|nicaragua|никарагуа|نیکاراغوا|نیکاراگویه"),
    (
        "NL",
        "nld|netherlands|the netherlands|holland|нидерланды|голландия|هولندا|هلند|nederland|niederlande",
    ),
    ("NO", "nor|norway|норвегия|النرویج|نروژ"),
    ("NP", "npl|nepal|непал|نیبال|نپال"),
    ("NR", "nru|nauru|науру|ناورو|نایورو"),
    ("NU", "niu|niue|ниуэ|نییوی|نیووی"),
    (
        "NZ",
        "nzl|new zealand|новая зеландия|نیوزیلندا|نیوزیلند|نیوزلند",
    ),
    (
        "OM",
        "omn|oman|оман|عمان|سلطنه عمان|sultanate of oman|султанат оман",
    ),
    ("PA", "pan|panama|панама|بنما|پاناما"),
    ("PE", "per|peru|перу|بیرو|پرو"),
    (
        "PF",
        "pyf|french polynesia|французская полинезия|بولینیزیا الفرنسیه|پلینزی فرانسه",
    ),
    (
        "PG",
        "png|papua new guinea|папуа — новая гвинея|папуа-новая гвинея|папуа новая гвинея|بابوا غینیا الجدیده|پاپوا گینه نو",
    ),
    ("PH", "phl|philippines|филиппины|الفلبین|فیلیپین"),
    ("PK", "pak|pakistan|пакистан|باکستان|پاکستان"),
    ("PL", "pol|poland|польша|بولندا|لهستان|polska|polen"),
    ("PR", "pri|puerto rico|пуэрто-рико|بورتوریکو|پورتوریکو"),
    (
        "PS",
        "pse|palestine|палестина|فلسطین|state of palestine|دوله فلسطین",
    ),
    ("PT", "prt|portugal|португалия|البرتغال|پرتغال"),
    ("PW", "plw|palau|палау|بالاو|پالایو"),
    ("PY", "pry|paraguay|парагвай|باراغوای|پاراگویه"),
    ("QA", "qat|qatar|катар|قطر|دوله قطر"),
    ("RE", "reu|réunion|reunion|реюньон|ریونیون|لا ریونیون"),
    ("RO", "rou|romania|румыния|رومانیا|رومانی"),
    ("RS", "srb|serbia|сербия|صربیا|صربستان"),
    (
        "RU",
        "rus|russia|russian federation|россия|рф|российская федерация|روسیا|روسیه|rossiya|russland|россия рф|روسیا الاتحادیه|فدراسیون روسیه",
    ),
    ("RW", "rwa|rwanda|руанда|رواندا"),
    (
        "SA",
        "sau|ksa|k.s.a|saudi arabia|saudi|kingdom of saudi arabia|саудовская аравия|السعودیه|المملکه العربیه السعودیه|عربستان|عربستان سعودی|с.аравия|кса|саудия|королевство саудовская аравия|سعودی|saudia|saudiarabien",
    ),
    (
        "SB",
        "slb|solomon islands|соломоновы острова|جزر سلیمان|جزایر سلیمان",
    ),
    (
        "SC",
        "syc|seychelles|сейшелы|сейшельские острова|سیشل|سیشیل|جزر سیشل",
    ),
    ("SD", "sdn|sudan|судан|السودان|سودان"),
    ("SE", "swe|sweden|швеция|السوید|سوید|sverige|schweden"),
    ("SG", "sgp|singapore|сингапур|سنغافوره|سنگاپور"),
    ("SI", "svn|slovenia|словения|سلوفینیا|اسلوونی"),
    ("SK", "svk|slovakia|словакия|سلوفاکیا|اسلواکی"),
    ("SL", "sle|sierra leone|сьерра-леоне|سیرالیون|سیرا لیون"),
    ("SM", "smr|san marino|сан-марино|سان مارینو"),
    ("SN", "sen|senegal|сенегал|السنغال|سنگال"),
    ("SO", "som|somalia|сомали|الصومال|سومالی"),
    ("SR", "sur|suriname|surinam|суринам|سورینام"),
    ("SS", "ssd|south sudan|южный судан|جنوب السودان|سودان جنوبی"),
    (
        "ST",
        "stp|sao tome and principe|são tomé and príncipe|сан-томе и принсипи|ساو تومی وبرینسیب|سایوتومه و پرینسیپ",
    ),
    (
        "SV",
        "slv|el salvador|сальвадор|эль-сальвадор|السلفادور|السالوادور",
    ),
    ("SX", "sxm|sint maarten|синт-мартен|سینت مارتن"),
    (
        "SY",
        "syr|syria|syrian arab republic|сирия|سوریا|سوریه|الجمهوریه العربیه السوریه",
    ),
    (
        "SZ",
        "swz|eswatini|swaziland|эсватини|свазиленд|اسواتینی|سوازیلاند|سوازیلند",
    ),
    (
        "TC",
        "tca|turks and caicos islands|turks and caicos|теркс и кайкос|ترکس وکایکوس|تورکس و کایکوس",
    ),
    ("TD", "tcd|chad|чад|تشاد|چاد"),
    ("TG", "tgo|togo|того|توغو|توجو|توگو"),
    ("TH", "tha|thailand|таиланд|تایلاند|تایلند"),
    ("TJ", "tjk|tajikistan|таджикистан|طاجیکستان|تاجیکستان"),
    ("TK", "tkl|tokelau|токелау|توکیلاو|توکلایو"),
    (
        "TL",
        "tls|timor-leste|east timor|восточный тимор|тимор-лесте|تیمور الشرقیه|تیمور شرقی",
    ),
    (
        "TM",
        "tkm|turkmenistan|туркменистан|туркмения|ترکمانستان|ترکمنستان",
    ),
    ("TN", "tun|tunisia|tunisie|тунис|تونس"),
    ("TO", "ton|tonga|тонга|تونغا|تونگا"),
    ("TR", "tur|turkey|türkiye|turkiye|турция|ترکیا|ترکیه|türkei"),
    (
        "TT",
        "tto|trinidad and tobago|trinidad & tobago|trinidad|тринидад и тобаго|ترینیداد وتوباغو|ترینیداد و توباگو",
    ),
    ("TV", "tuv|tuvalu|тувалу|توفالو|تووالو"),
    ("TW", "twn|taiwan|тайвань|تایوان"),
    ("TZ", "tza|tanzania|танзания|تنزانیا|تانزانیا"),
    ("UA", "ukr|ukraine|украина|اوکرانیا|اوکراین|україна"),
    ("UG", "uga|uganda|уганда|اوغندا|اوگاندا"),
    (
        "US",
        "usa|u.s.a|u.s|united states|united states of america|america|сша|америка|الولایات المتحده|الولایات المتحده الامریکیه|امریکا|ایالات متحده|ایالات متحده امریکا|us of america|америка сша|соединенные штаты|соединенные штаты америки",
    ),
    ("UY", "ury|uruguay|уругвай|اوروغوای|الاوروغوای|اروگویه"),
    (
        "UZ",
        "uzb|uzbekistan|узбекистан|اوزبکستان|ازبکستان|республика узбекистан|o'zbekiston",
    ),
    ("VA", "vat|vatican|vatican city|ватикан|الفاتیکان|واتیکان"),
    (
        "VC",
        "vct|saint vincent and the grenadines|st vincent and the grenadines|сент-винсент и гренадины|سانت فنسنت والغرینادین|سنت وینسنت و گرنادین",
    ),
    ("VE", "ven|venezuela|венесуэла|فنزویلا|ونزویلا"),
    (
        "VG",
        "vgb|british virgin islands|британские виргинские острова|جزر العذراء البریطانیه|جزایر ویرجین بریتانیا",
    ),
    (
        "VI",
        "vir|us virgin islands|u.s. virgin islands|виргинские острова сша|جزر العذراء الامریکیه|جزایر ویرجین امریکا",
    ),
    ("VN", "vnm|vietnam|вьетнам|فیتنام|ویتنام"),
    ("VU", "vut|vanuatu|вануату|فانواتو|وانواتو"),
    ("WS", "wsm|samoa|самоа|ساموا"),
    ("XK", "xkx|kosovo|косово|کوسوفو|کوزوو"),
    ("YE", "yem|yemen|йемен|الیمن|یمن|الجمهوریه الیمنیه"),
    ("YT", "myt|mayotte|майотта|مایوت"),
    ("ZA", "zaf|south africa|юар|جنوب افریقیا|افریقای جنوبی"),
    ("ZM", "zmb|zambia|замбия|زامبیا"),
    ("ZW", "zwe|zimbabwe|зимбабве|زیمبابوی|زیمبابوه"),
];

/// The code of a country by its name in one of the languages, or by an ISO code.
pub fn country_code(name: &str) -> Option<&'static str> {
    if name.len() > 80 {
        return None;
    }
    let folded = fold(name);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    COUNTRIES
        .iter()
        .find(|(code, names)| {
            code.eq_ignore_ascii_case(word) || names.split('|').any(|name| name == word)
        })
        .map(|(code, _)| *code)
}

/// One key for the spellings of a country: its code, else the folded text.
pub fn country_key(name: &str) -> String {
    country_code(name).map_or_else(|| fold(name), str::to_owned)
}

/// The country's name, folded, that somebody meant who left one letter wrong; `None` where two countries are as near. A guess
/// to propose, never to apply.
pub fn near_country(name: &str) -> Option<&'static str> {
    if name.len() > 80 {
        return None;
    }
    let folded = fold(name);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    // Short names are near by chance (`Iran` and `Iraq`), and few people get the first letter wrong (`غينيا` is no `كينيا`).
    let is_near = |known: &&'static str| {
        known.chars().count() > 5
            && known.chars().next() == word.chars().next()
            && is_slip(word, known, 5)
    };
    let near = |(_, names): &(_, &'static str)| names.split('|').find(is_near);
    only(COUNTRIES.iter().filter_map(near))
}

/// How many digits the postcodes of a country have, where some of them begin with a zero that a cell of numbers drops
/// (Universal Postal Union, addressing systems of its members).
pub fn postcode_digits(country: &str) -> Option<usize> {
    Some(match country {
        "AM" | "GE" | "NO" => 4,
        "DE" | "DZ" | "EE" | "ES" | "FI" | "FR" | "IT" | "KR" | "KW" | "LT" | "MX" | "MY"
        | "TR" | "UA" | "US" => 5,
        "CN" | "KZ" | "RO" => 6,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_folded_form_and_belong_to_one_country() {
        let mut all: Vec<&str> = COUNTRIES
            .iter()
            .flat_map(|(_, names)| names.split('|'))
            .collect();
        for name in &all {
            assert_eq!(fold(name), *name);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(COUNTRIES.is_sorted_by_key(|(code, _)| *code));
    }

    #[test]
    fn countries_in_four_languages_and_by_code() {
        for (name, code) in [
            ("Egypt", "EG"),
            ("مصر", "EG"),
            ("eg", "EG"),
            ("Россия", "RU"),
            ("РФ", "RU"),
            ("إيران", "IR"),
            ("ایران", "IR"),
            ("U.S.A.", "US"),
            ("المملكة العربية السعودية", "SA"),
            ("Deutschland", "DE"),
            ("KSA", "SA"),
        ] {
            assert_eq!(country_code(name), Some(code), "{name}");
        }
        for (name, code) in [
            ("ОАЭ", "AE"),
            ("الإمارات", "AE"),
            ("UK", "GB"),
            ("USA", "US"),
            ("КСА", "SA"),
            ("Хорватия", "HR"),
            ("سلوفينيا", "SI"),
            ("نیوزیلند", "NZ"),
            ("Bosnia and Herzegovina", "BA"),
            ("Шри-Ланка", "LK"),
            ("Österreich", "AT"),
            ("Україна", "UA"),
        ] {
            assert_eq!(country_code(name), Some(code), "{name}");
        }
        assert_eq!(country_code("Atlantis"), None);
        assert_eq!(country_code(""), None);
    }

    #[test]
    fn countries_far_away_are_known_in_four_languages() {
        for (code, names) in [
            ("UG", ["Uganda", "Уганда", "أوغندا", "اوگاندا"]),
            ("ZM", ["Zambia", "Замбия", "زامبيا", "زامبیا"]),
            ("PA", ["Panama", "Панама", "بنما", "پاناما"]),
            ("JM", ["Jamaica", "Ямайка", "جامايكا", "جامائیکا"]),
            ("MU", ["Mauritius", "Маврикий", "موريشيوس", "موریس"]),
            ("MV", ["Maldives", "Мальдивы", "المالديف", "مالدیو"]),
            ("KH", ["Cambodia", "Камбоджа", "كمبوديا", "کامبوج"]),
            ("CR", ["Costa Rica", "Коста-Рика", "كوستاريكا", "کاستاریکا"]),
            ("UY", ["Uruguay", "Уругвай", "أوروغواي", "اروگوئه"]),
            ("GN", ["Guinea", "Гвинея", "غينيا", "گینه"]),
            ("ML", ["Mali", "Мали", "مالي", "مالی"]),
            ("MZ", ["Mozambique", "Мозамбик", "موزمبيق", "موزامبیک"]),
        ] {
            for name in names {
                assert_eq!(country_code(name), Some(code), "{name}");
            }
        }
        assert!(COUNTRIES.len() > 220);
    }

    #[test]
    fn another_first_letter_is_another_country() {
        for typed in ["Zermany", "Uermany", "جينيا", "Kongo", "Irak", "Malli"] {
            assert_eq!(near_country(typed), None, "{typed}");
        }
    }

    #[test]
    fn one_wrong_letter_leaves_a_country_recognisable() {
        for (typed, name) in [
            ("Egpyt", None),
            ("Germny", Some("germany")),
            ("Росия", Some("россия")),
            ("السعوديه", None),
            ("السعودبة", Some("السعودیه")),
            ("Ira", None),
            ("Nigeri", Some("nigeria")),
            ("Slovania", None),
            ("Sloveniia", Some("slovenia")),
            ("Atlantis", None),
        ] {
            assert_eq!(near_country(typed), name, "{typed}");
        }
    }
}
