//! Finds where a smooth function of a few variables is greatest: BFGS with backtracking (Nocedal & Wright, "Numerical
//! Optimization", 2nd ed. 2006, algorithms 3.1 and 6.1). The same function gives the same steps, whatever the machine does beside.

/// More steps than this mean that there is no peak to be found: likelihoods of real books take 15 to 60.
const MOST_STEPS: usize = 300;
/// At a peak no slope is steeper. The functions are means over customers, their variables logarithms.
const LEVEL: f64 = 1e-8;
/// Where no step leads higher and no slope is steeper, the rest is rounding.
const NEARLY_LEVEL: f64 = 1e-5;
/// The longest step in any one variable: e times.
const LONGEST_STEP: f64 = 1.0;
/// The part of the rise promised by the slope that a step must bring (Armijo's condition, as in algorithm 3.1).
const RISE: f64 = 1e-4;
/// Differences of values smaller than this part of the value are rounding; slopes are exact for longer.
const ROUNDING: f64 = 1e-13;

/// A function's value at a point, and its slope in each variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Height<const N: usize> {
    /// The value.
    pub(super) value: f64,
    /// Its partial derivatives.
    pub(super) slope: [f64; N],
}

/// Why no peak was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPeak {
    /// The function rises beyond the limit of this variable.
    Outside(usize),
    /// It does not come to an end, or has no value.
    Endless,
}

/// Climbs from `start`, within `limits` (least and greatest value of each variable), to a peak.
pub(super) fn climb<const N: usize>(
    start: [f64; N],
    limits: &[(f64, f64); N],
    height: impl Fn(&[f64; N]) -> Height<N>,
) -> Result<([f64; N], Height<N>), NoPeak> {
    let (mut at, mut here) = (start, height(&start));
    let mut bend = identity();
    let mut fresh = true;
    for _ in 0..MOST_STEPS {
        if !here.value.is_finite() {
            return Err(NoPeak::Endless);
        }
        if let Some(outside) = (0..N).find(|&i| leaves(at[i], here.slope[i], limits[i])) {
            return Err(NoPeak::Outside(outside));
        }
        if steepest(&here.slope) < LEVEL {
            return Ok((at, here));
        }
        let mut way = times(&bend, &here.slope);
        let longest = steepest(&way);
        if longest > LONGEST_STEP {
            way = way.map(|step| step * LONGEST_STEP / longest);
        }
        let next = (dot(&way, &here.slope) > 0.0)
            .then(|| higher((&at, &here), &way, limits, &height))
            .flatten();
        let Some((to, there)) = next else {
            if fresh {
                let done = steepest(&here.slope) < NEARLY_LEVEL;
                return done.then_some((at, here)).ok_or(NoPeak::Endless);
            }
            (bend, fresh) = (identity(), true);
            continue;
        };
        let step = std::array::from_fn(|i| to[i] - at[i]);
        let fall = std::array::from_fn(|i| here.slope[i] - there.slope[i]);
        let curve = dot(&step, &fall);
        // Where the function does not bend down along the step it teaches nothing of its peak.
        if curve > 1e-10 * dot(&step, &step).sqrt() * dot(&fall, &fall).sqrt() {
            if fresh {
                let scale = curve / dot(&fall, &fall);
                bend = bend.map(|row| row.map(|cell| cell * scale));
            }
            bend = updated(&bend, &step, &fall);
            fresh = false;
        }
        (at, here) = (to, there);
    }
    Err(NoPeak::Endless)
}

type Square<const N: usize> = [[f64; N]; N];

/// The first of ever shorter steps along `way` that leads high enough.
fn higher<const N: usize>(
    from: (&[f64; N], &Height<N>),
    way: &[f64; N],
    limits: &[(f64, f64); N],
    height: &impl Fn(&[f64; N]) -> Height<N>,
) -> Option<([f64; N], Height<N>)> {
    let (at, here) = from;
    let mut part = 1.0;
    for _ in 0..40 {
        let to: [f64; N] =
            std::array::from_fn(|i| (at[i] + part * way[i]).clamp(limits[i].0, limits[i].1));
        let step = std::array::from_fn(|i| to[i] - at[i]);
        let there = height(&to);
        let promised = dot(&step, &here.slope);
        let wanted = here.value + RISE * promised - ROUNDING * here.value.abs();
        if promised > 0.0 && there.value >= wanted {
            return Some((to, there));
        }
        part /= 2.0;
    }
    None
}

/// Whether a variable stands on its limit and wants to go on.
fn leaves(at: f64, slope: f64, limits: (f64, f64)) -> bool {
    at <= limits.0 && slope < 0.0 || at >= limits.1 && slope > 0.0
}

fn identity<const N: usize>() -> Square<N> {
    std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn steepest<const N: usize>(slope: &[f64; N]) -> f64 {
    slope.iter().fold(0.0, |most, one| one.abs().max(most))
}

fn times<const N: usize>(square: &Square<N>, vector: &[f64; N]) -> [f64; N] {
    square.each_ref().map(|row| dot(row, vector))
}

/// The inverse of the curvature after a step on which the slope fell by `fall` (equation 6.17).
fn updated<const N: usize>(bend: &Square<N>, step: &[f64; N], fall: &[f64; N]) -> Square<N> {
    let rho = 1.0 / dot(step, fall);
    let turned = times(bend, fall);
    let factor = rho * (1.0 + rho * dot(fall, &turned));
    std::array::from_fn(|i| {
        std::array::from_fn(|j| {
            bend[i][j] + factor * step[i] * step[j]
                - rho * (turned[i] * step[j] + step[i] * turned[j])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: [(f64, f64); 2] = [(-50.0, 50.0); 2];

    /// Rosenbrock's valley turned into a ridge: bent, narrow, with its peak at (1, 1).
    fn ridge(at: &[f64; 2]) -> Height<2> {
        let [x, y] = *at;
        let off = y - x * x;
        Height {
            value: -(100.0 * off * off + (1.0 - x) * (1.0 - x)),
            slope: [400.0 * off * x + 2.0 * (1.0 - x), -200.0 * off],
        }
    }

    #[test]
    fn a_bent_ridge_is_climbed_to_its_peak() {
        let ([x, y], _) = climb([-1.2, 1.0], &WIDE, ridge).unwrap();
        assert!((x - 1.0).abs() < 1e-6 && (y - 1.0).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn a_peak_beyond_the_limits_is_no_peak() {
        let limits = [(-2.0, 0.5), (-50.0, 50.0)];
        assert_eq!(climb([-1.2, 1.0], &limits, ridge), Err(NoPeak::Outside(0)));
    }

    #[test]
    fn what_never_bends_has_no_end() {
        let height = |at: &[f64; 1]| Height {
            value: at[0],
            slope: [1.0],
        };
        assert_eq!(
            climb([0.0], &[(f64::NEG_INFINITY, f64::INFINITY)], height),
            Err(NoPeak::Endless)
        );
        let nothing = |_: &[f64; 1]| Height {
            value: f64::NAN,
            slope: [f64::NAN],
        };
        assert_eq!(climb([0.0], &[(-1.0, 1.0)], nothing), Err(NoPeak::Endless));
    }
}
