//! Headers as people type them: with colons, stars, numbers, units in brackets, capitals, underscores, in two languages at once,
//! with the letters and joiners that a keyboard has.

use super::{fields, one_row, plan};
use crate::lang::Headers;
use crate::stage::map::names::Names;
use crate::stage::map::{MapRequest, read_by};

/// Beside which headers each is typed, and what it must be read as.
const TYPED: [(&str, &[(&str, &str)]); 5] = [
    (
        "Customer name|Town",
        &[
            ("PHONE NUMBER", "phone"),
            ("phone_number:", "phone"),
            ("Phone*", "phone"),
            ("Phone No.", "phone"),
            ("Phone #2", "phone"),
            ("Tel.", "phone"),
            ("Mobile (WhatsApp)", "mobile-phone"),
            ("MobileNumber", "mobile-phone"),
            ("e-mail address:", "email"),
            ("E Mail", "email"),
            ("* Email (required)", "email"),
            ("Date of Birth (dd/mm/yyyy)", "birthday"),
            ("D.O.B.", "birthday"),
            ("date-of-birth", "birthday"),
            ("Postal code / ZIP", "postcode"),
            ("Zip-Code", "postcode"),
            ("Budget (EUR)", "budget"),
            ("Total spent, USD", "total-spent"),
            ("Do NOT contact!", "do-not-contact"),
            ("Referred by?", "referred-by"),
            ("Wife / Husband", "spouse"),
            ("Phone / الهاتف", "phone"),
            ("Адрес / Address", "street"),
        ],
    ),
    (
        "اسم العميل|المدينة",
        &[
            ("رقم الهاتف:", "phone"),
            ("رقم  الهاتف *", "phone"),
            ("الهاتف ٢", "phone"),
            ("هاتف", "phone"),
            ("رقم_الجوال", "mobile-phone"),
            ("رقم الجـــوال", "mobile-phone"),
            ("الجوال (واتساب)", "mobile-phone"),
            ("البريد الالكترونى", "email"),
            ("بريد إلكتروني", "email"),
            ("تاريخ الميلاد (يوم/شهر/سنة)", "birthday"),
            ("تاريخ ميلاد", "birthday"),
            ("الشركه", "company"),
            ("المنطقه", "region"),
            ("الحاله", "status"),
            ("الميزانية (ريال)", "budget"),
            ("الميزانية بالريال", "budget"),
            ("المسؤل", "owner"),
            ("ملاحظــات", "notes"),
            ("العنوان / Address", "street"),
            ("رقم الهاتف - Phone", "phone"),
        ],
    ),
    (
        "نام مشتری|شهر",
        &[
            ("شماره تماس:", "phone"),
            ("شماره‌ تلفن", "phone"),
            ("شماره_موبایل", "mobile-phone"),
            ("موبايل", "mobile-phone"),
            ("تلفن همراه ۲", "mobile-phone"),
            ("وب سایت", "website"),
            ("ايميل", "email"),
            ("کدپستی", "postcode"),
            ("كد پستي", "postcode"),
            ("تاریخ تولد (شمسی)", "birthday"),
            ("تاریخ‌تولد", "birthday"),
            ("معرفی کننده", "referred-by"),
            ("بودجه (تومان)", "budget"),
            ("بودجه، هزار تومان", "budget"),
            ("جمع خرید به ریال", "total-spent"),
            ("یادداشت ها", "notes"),
            ("نشانی / Address", "street"),
        ],
    ),
    (
        "ФИО клиента|Город",
        &[
            ("ТЕЛЕФОН:", "phone"),
            ("Телефон №2", "phone"),
            ("№ телефона", "phone"),
            ("моб.тел.", "mobile-phone"),
            ("Мобильный*", "mobile-phone"),
            ("e-mail", "email"),
            ("Эл.почта", "email"),
            ("Дата рождения (дд.мм.гггг)", "birthday"),
            ("Д.Р.", "birthday"),
            ("Населенный пункт", "city"),
            ("Почему ушел", "left-because"),
            ("Почтовый_индекс", "postcode"),
            ("Бюджет, руб.", "budget"),
            ("Бюджет (тыс. руб.)", "budget"),
            ("Сумма покупок, ₽", "total-spent"),
            ("Кто привел", "referred-by"),
            ("Супруг (а)", "spouse"),
            ("Телефон / Phone", "phone"),
            ("ПРИМЕЧАНИЯ", "notes"),
        ],
    ),
    (
        "Дата|Клиент|Товар",
        &[
            ("Сумма (руб.)", "amount"),
            ("СУММА, тыс. руб.", "amount"),
            ("Кол-во, шт.", "quantity"),
            ("Кол - во", "quantity"),
        ],
    ),
];

#[test]
fn headers_are_read_as_people_type_them() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let (plan, headers) = (plan(), Headers::load());
    let names = Names::new(&plan, &headers);
    let request = MapRequest {
        plan: &plan,
        reading: &[],
        headers: &headers,
    };
    for (beside, headers) in TYPED {
        for (typed, field) in headers {
            count += 1;
            let sheets = vec![one_row(&format!("{beside}|{typed}"))];
            let mapped = read_by(&names, sheets, &request);
            let read = fields(&mapped).last().cloned().unwrap_or_default();
            if read != *field {
                wrong.push(format!("`{typed}`: {read}, not {field}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 60, "{count}");
}
