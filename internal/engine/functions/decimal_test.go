package functions

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func TestNumberOfText(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"0", "0"}, {"-0", "0"}, {"-0.00", "0.00"}, {"12.50", "12.50"}, {"-12.50", "-12.50"}, {"0.001", "0.001"},
		{"", "0"}, {"abc", "0"}, {"-", "0"}, {".", "0"}, {"-.5x", "-0.5"}, {"5.", "5"}, {"007", "7"}, {"+3.10", "3.10"},
		{"  12abc", "12"}, {"1e3", "1000"}, {"1.5e1", "15"}, {"1.5e-3", "0.0015"}, {"1e", "1"}, {"1e+", "1"}, {"12.5.6", "12.5"},
		{"999999999999999999", "999999999999999999"}, {"9999999999999999999", "9999999999999999999"},
		{"-9223372036854775808", "-9223372036854775808"}, {"9223372036854775808", "9223372036854775808"},
		{"1e64", "1" + strings.Repeat("0", 64)}, {"1e65", strings.Repeat("9", 65)}, {"-1e999999999999999999999", "-" + strings.Repeat("9", 65)},
		{"1e-31", "0." + strings.Repeat("0", 30)}, {"5e-31", "0." + strings.Repeat("0", 29) + "1"}, {"1e-99999999999", "0." + strings.Repeat("0", 30)},
		{"0e5", "0"}, {"0e-99999999999999999999", "0"},
		{"123456789012345678.5", "123456789012345678.5"}, {"0.12345678901234567890", "0.12345678901234567890"},
	} {
		if got := numberOfText(test.text).String(); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}

func TestNumberOfDouble(t *testing.T) {
	for _, test := range []struct {
		x    float64
		want string
	}{
		{0.1, "0.1"}, {1e3, "1000"}, {-2.5, "-2.5"}, {1e-7, "0.0000001"}, {123456.789, "123456.789"}, {1e300, strings.Repeat("9", 65)},
		{math.Inf(1), "0"}, {math.NaN(), "0"}, {math.Copysign(0, -1), "0"},
	} {
		if got := numberOfDouble(test.x).String(); got != test.want {
			t.Errorf("%v: got %s, want %s", test.x, got, test.want)
		}
	}
}

// decimalSamples are numbers around the limits of the small ones.
var decimalSamples = []string{
	"0", "0.00", "1", "-1", "0.5", "-0.5", "1.5", "2.5", "-2.5", "0.05", "0.049", "-0.001", "12.50", "99.995", "-99.995",
	"999999999999999999", "-999999999999999999", "0.999999999999999999", "9223372036854775807", "-9223372036854775808",
	"9223372036854775808", "-9223372036854775809", "92233720368547758.07", "0.000000000000000000000000000001",
	"123456789012345678901234567890.123456789012345678901234567890", "-123456789012345678901234567890.5", "3", "7", "10", "-0.3",
}

func TestDecimalArithmetic(t *testing.T) {
	for _, a := range decimalSamples {
		for _, b := range decimalSamples {
			checkPair(t, a, b)
		}
	}
}

// checkPair checks the operators against shopspring's.
func checkPair(t *testing.T, a, b string) {
	t.Helper()
	x, y := numberOfText(a), numberOfText(b)
	dx, dy := decimal.RequireFromString(a), decimal.RequireFromString(b)
	scale := max(x.scale, y.scale)
	check := func(operator string, got number, want decimal.Decimal, scale int) {
		t.Helper()
		if got.String() != want.StringFixed(int32(scale)) {
			t.Errorf("%s %s %s: got %s, want %s", a, operator, b, got, want.StringFixed(int32(scale)))
		}
	}
	check("+", x.add(y), dx.Add(dy), scale)
	check("-", x.sub(y), dx.Sub(dy), scale)
	check("*", x.mul(y), dx.Mul(dy), min(x.scale+y.scale, maxScale))
	check("neg", x.neg(), dx.Neg(), x.scale)
	check("abs", x.abs(), dx.Abs(), x.scale)
	if got, want := compareDecimals(a, b), dx.Cmp(dy); got != want {
		t.Errorf("%s <=> %s: got %d, want %d", a, b, got, want)
	}
	if dy.IsZero() {
		return
	}
	q, r := x.quoRem(y)
	dq, dr := dx.QuoRem(dy, 0)
	check("DIV", q, dq, 0)
	check("%", r, dr, scale)
	s := quotientScale(x.scale)
	check("/", x.div(y), dx.DivRound(dy, int32(s)), s)
}

func TestDecimalRounding(t *testing.T) {
	for _, a := range decimalSamples {
		x, d := numberOfText(a), decimal.RequireFromString(a)
		for n := -40; n <= 40; n++ {
			scale := int32(min(max(n, 0), x.scale))
			if got, want := x.round(n, halfAway).String(), d.Round(int32(n)).StringFixed(scale); got != want {
				t.Errorf("round(%s, %d): got %s, want %s", a, n, got, want)
			}
			want := d
			if n < x.scale {
				want = d.Shift(int32(n)).Truncate(0).Shift(int32(-n))
			}
			if got := x.round(n, towardZero).String(); got != want.StringFixed(scale) {
				t.Errorf("truncate(%s, %d): got %s, want %s", a, n, got, want.StringFixed(scale))
			}
		}
		if got, want := x.round(0, upwards).String(), d.Ceil().String(); got != want {
			t.Errorf("ceil(%s): got %s, want %s", a, got, want)
		}
		if got, want := x.round(0, downwards).String(), d.Floor().String(); got != want {
			t.Errorf("floor(%s): got %s, want %s", a, got, want)
		}
	}
}

func TestRoundingFarAway(t *testing.T) {
	for _, n := range []int{math.MinInt32, -1000000} {
		if got := numberOfText("-123456789012345678901234567890.5").round(n, halfAway).String(); got != "0" {
			t.Errorf("round to %d: got %s", n, got)
		}
	}
	if got := numberOfText("-1.5").round(math.MaxInt32, halfAway).String(); got != "-1.5" {
		t.Errorf("got %s", got)
	}
}

func TestIntegerLimits(t *testing.T) {
	values := []int64{math.MinInt64, math.MinInt64 + 1, -1 << 32, -3, -1, 0, 1, 2, 1 << 31, 1 << 32, math.MaxInt64 - 1, math.MaxInt64}
	for _, a := range values {
		for _, b := range values {
			for name, c := range map[string]struct {
				small func(a, b int64) (int64, bool)
				large func(z, x, y *big.Int) *big.Int
			}{"+": {addInt, (*big.Int).Add}, "-": {subInt, (*big.Int).Sub}, "*": {mulInt, (*big.Int).Mul}} {
				got, ok := c.small(a, b)
				want := c.large(new(big.Int), big.NewInt(a), big.NewInt(b))
				if ok != want.IsInt64() || ok && got != want.Int64() {
					t.Errorf("%d %s %d: got %d, %v", a, name, b, got, ok)
				}
			}
		}
	}
}

// FuzzDecimalArithmetic compares the operators with shopspring's.
func FuzzDecimalArithmetic(f *testing.F) {
	f.Add("12.50", "-0.3")
	f.Add("9223372036854775807", "1e-30")
	f.Add("-1e64", "0.000000000000000000000000000001")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		x, y := numberOfText(a).String(), numberOfText(b).String()
		for _, s := range []string{x, y} {
			if again := numberOfText(s).String(); again != s {
				t.Errorf("%q isn't canonical: read again it is %q", s, again)
			}
		}
		checkPair(t, x, y)
	})
}
