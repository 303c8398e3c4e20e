//! `metrics.json`: a list of measures, one object a line. Numbers are written exactly, as the digits of their decimals.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::error::{Error, Result};
use crate::output::Sink;
use crate::output::view::View;
use crate::stage::measure::Metric;

/// Every measure in the order of the stage.
pub(super) fn metrics(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let mut json = String::from("[");
    for (index, metric) in view.outcome.metrics.iter().enumerate() {
        json.push_str(if index == 0 { "\n" } else { ",\n" });
        object(metric, &mut json);
    }
    json.push_str("\n]\n");
    sink.write_all(json.as_bytes())
        .and_then(|()| sink.flush())
        .map_err(|error| Error::io("write", "out/metrics.json", error))
}

fn object(metric: &Metric, json: &mut String) {
    let mut object = Object { json, first: true };
    object.text("metric", Some(metric.metric));
    object.text("period", Some(&metric.period));
    object.text("dimension", metric.dimension);
    object.text("key", metric.key.as_deref());
    object.number("value", metric.value);
    object.text("unit", Some(metric.unit));
    object.number("numerator", metric.numerator);
    object.number("denominator", metric.denominator);
    object.number("n", Some(Decimal::from(metric.n)));
    object.text("formula", Some(metric.formula));
    if metric.value.is_none() {
        object.text("reason", metric.reason);
    }
    json.push('}');
}

struct Object<'j> {
    json: &'j mut String,
    first: bool,
}

impl Object<'_> {
    fn key(&mut self, key: &str) {
        self.json.push_str(if self.first { "  {" } else { ", " });
        self.first = false;
        self.json.push('"');
        self.json.push_str(key);
        self.json.push_str("\": ");
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        self.key(key);
        let value = text.map_or(serde_json::Value::Null, serde_json::Value::from);
        self.json.push_str(&value.to_string());
    }

    fn number(&mut self, key: &str, number: Option<Decimal>) {
        self.key(key);
        match number {
            // Writing to a string cannot fail.
            Some(number) => {
                let _ = write!(self.json, "{}", number.normalize());
            }
            None => self.json.push_str("null"),
        }
    }
}
