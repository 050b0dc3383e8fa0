package functions

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

func newWeigher() *weigher { return &newSession().weights }

// TestASCIIAgreesWithCollate compares pairs of ASCII texts of at most two
// characters as the collator does: all pairs take half a minute, so that each
// text meets every stride-th other. Texts to which padding with spaces makes a
// difference, which the collator doesn't know, are left out.
func TestASCIIAgreesWithCollate(t *testing.T) {
	w := newWeigher()
	c := collate.New(language.Und, collate.Loose)
	texts := []string{""}
	for a := range 128 {
		texts = append(texts, string(rune(a)))
		for b := range 128 {
			texts = append(texts, string(rune(a))+string(rune(b)))
		}
	}
	var buffer collate.Buffer
	keys := make([][]byte, len(texts))
	last := make([]bool, len(texts))
	for i, s := range texts {
		keys[i] = c.KeyFromString(&buffer, s)
		last[i] = endsLow(w, s)
	}
	const stride = 101
	for i, a := range texts {
		for j := i % stride; j < len(texts); j += stride {
			b := texts[j]
			if last[i] || last[j] {
				continue
			}
			if got, want := w.compare(a, b), bytes.Compare(keys[i], keys[j]); got != want {
				t.Fatalf("%q <=> %q: got %d, want %d", a, b, got, want)
			}
		}
	}
}

// TestScriptsAgreeWithCollate compares texts of a few scripts as the collator
// does.
func TestScriptsAgreeWithCollate(t *testing.T) {
	w := newWeigher()
	c := collate.New(language.Und, collate.Loose)
	random := rand.New(rand.NewPCG(1, 2))
	ranges := [][2]rune{{'A', 'z'}, {0xC0, 0x24F}, {0x391, 0x3CE}, {0x410, 0x44F}, {0x5D0, 0x5EA}, {0x3041, 0x3096}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0x1F600, 0x1F64F}}
	text := func() string {
		var s []rune
		for range random.IntN(4) {
			of := ranges[random.IntN(len(ranges))]
			s = append(s, of[0]+random.Int32N(of[1]-of[0]+1))
		}
		return string(s)
	}
	for range 50000 {
		a, b := text(), text()
		if got, want := w.compare(a, b), c.CompareString(a, b); got != want {
			t.Errorf("%q <=> %q: got %d, want %d", a, b, got, want)
		}
	}
}

// endsLow tells whether padding with spaces makes a difference to a text: one
// that has a weight not above a space's.
func endsLow(w *weigher, s string) bool {
	for _, r := range s {
		for _, weight := range w.of(r) {
			if weight <= w.space {
				return true
			}
		}
	}
	return false
}

func TestASCIIHasOneWeight(t *testing.T) {
	w := newWeigher()
	for c := range rune(128) {
		control := c < '\t' || c > '\r' && c < ' ' || c == 127
		if want := 1; len(w.of(c)) != want && !control || control && len(w.of(c)) != 0 {
			t.Errorf("%q has weights %v", c, w.of(c))
		}
	}
}

func TestCompare(t *testing.T) {
	w := newWeigher()
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "A", 0}, {"a", "b", -1}, {"a", "a  ", 0}, {"  a", "a", -1}, {"", "   ", 0}, {"a b", "ab", -1}, {"a-b", "ab", -1},
		{"a-b", "a b", 1}, {"é", "E", 0}, {"e\u0301", "É", 0}, {"Crème Brûlée", "CREME BRULEE", 0}, {"œuvre", "OEUVRE", 0}, {"Straße", "strasse", 0},
		{"Æ", "ae", 0}, {"ﬁn", "fin", 0}, {"ｆｕｌｌ", "full", 0}, {"ç", "c", 0}, {"ñ", "n", 0}, {"а", "a", 1}, {"и\u0306", "й", 0},
		{"=\u0338", "≠", 0}, {"x=\u0338", "x≠", 0}, {"a\t", "a", -1}, {"a\n", "a ", -1}, {"a\u00a0", "a", 0}, {"a\x00", "A", 0},
		{"10", "9", -1}, {"a_b", "a.b", -1}, {"\xff", "\xfe", 1}, {"\xff", "z", 1}, {"\xff", "\xff", 0}, {"日本", "日本", 0}, {"日", "本", -1},
		{"가", "\u1100\u1161", 0}, {"😀", "😁", -1}, {"\U0010ffff", "\xff", -1},
	} {
		if got := w.compare(test.a, test.b); got != test.want {
			t.Errorf("%q <=> %q: got %d, want %d", test.a, test.b, got, test.want)
		}
		if got := w.compare(test.b, test.a); got != -test.want {
			t.Errorf("%q <=> %q: got %d, want %d", test.b, test.a, got, -test.want)
		}
		if same := bytes.Equal(w.key(test.a), w.key(test.b)); same != (test.want == 0) {
			t.Errorf("%q, %q: keys equal: %v", test.a, test.b, same)
		}
	}
}

func TestCompareBytes(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "A", 1}, {"a", "a ", 0}, {"a", "a\t", 1}, {"a", "a !", -1}, {"a  ", "a ", 0}, {"é", "e", 1}, {"ab", "a", 1},
	} {
		if got := compareBytes(test.a, test.b); got != test.want {
			t.Errorf("%q <=> %q: got %d, want %d", test.a, test.b, got, test.want)
		}
		if got := compareBytes(test.b, test.a); got != -test.want {
			t.Errorf("%q <=> %q: got %d, want %d", test.b, test.a, got, -test.want)
		}
	}
}

func TestCompareDecimals(t *testing.T) {
	long := strings.Repeat("9", 100)
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"1.5", "1.50", 0}, {"-2", "1", -1}, {"-2", "-10", 1}, {"0", "0.00", 0}, {"-0.1", "0", -1}, {"0.5", "0.45", 1}, {"10", "9.99", 1},
		{long, long + ".1", -1}, {"-" + long, long, -1}, {"-1.5", "-1.49", -1}, {"007", "7", 0}, {"", "0", 0},
	} {
		if got := compareDecimals(test.a, test.b); got != test.want {
			t.Errorf("%s <=> %s: got %d, want %d", test.a, test.b, got, test.want)
		}
		if got := compareDecimals(test.b, test.a); got != -test.want {
			t.Errorf("%s <=> %s: got %d, want %d", test.b, test.a, got, -test.want)
		}
	}
	if n := testing.AllocsPerRun(100, func() { compareDecimals("-1234567.89", "-1234567.891") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzCollation checks that the collations are total orders, and that keys are
// the same where texts are.
func FuzzCollation(f *testing.F) {
	f.Add("a", "A ", "á")
	f.Add("e\u0301\u0323", "e\u0323\u0301", "\xffé")
	f.Add("-1.50", "-1.5", "0")
	w := newWeigher()
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for name, compare := range map[string]func(a, b string) int{"my_ci": w.compare, "my_bin": compareBytes, "my_decimal": compareDecimals} {
			ab, bc, ac := compare(a, b), compare(b, c), compare(a, c)
			if compare(a, a) != 0 || compare(b, a) != -ab {
				t.Errorf("%s: %q and %q are in no order", name, a, b)
			}
			if ab <= 0 && bc <= 0 && ac > 0 || ab >= 0 && bc >= 0 && ac < 0 || ab == 0 && bc != ac {
				t.Errorf("%s isn't transitive for %q, %q, %q", name, a, b, c)
			}
		}
		if same := bytes.Equal(w.key(a), w.key(b)); same != (w.compare(a, b) == 0) {
			t.Errorf("%q, %q: keys equal: %v", a, b, same)
		}
		if w.compareSlowly(a, b) != w.compare(a, b) {
			t.Errorf("%q, %q: the fast comparison differs", a, b)
		}
	})
}
