package translate

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// urlRoom is more than a filter may take of a URL of 8,000 bytes.
const urlRoom = 7500

// plannedIn plans "column IN (values)" and reads the filters back.
func plannedIn(t *testing.T, column string, values []string, rest string) (*Plan, []*scaletest.Filter) {
	t.Helper()
	list := strings.TrimSuffix(strings.Repeat("?,", len(values)), ",")
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	p, err := selectPlan(object(t, contactFields), defaults(), "SELECT Nom FROM contact WHERE "+column+" IN ("+list+")"+rest, args...)
	if err != nil {
		t.Fatal(err)
	}
	var filters []*scaletest.Filter
	for _, f := range p.Request.Filters {
		parsed, err := scaletest.ParseFilter(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(strings.ReplaceAll(url.QueryEscape(f.Text), "+", "%20")); n > urlRoom {
			t.Errorf("a filter takes %d bytes of the URL", n)
		}
		filters = append(filters, parsed)
	}
	return p, filters
}

// checkPartition checks that the filters' lists together are just the values.
func checkPartition(t *testing.T, filters []*scaletest.Filter, values []string) {
	t.Helper()
	var got []string
	for _, f := range filters {
		got = append(got, f.Terms[0].Values...)
	}
	want := slices.Clone(values)
	slices.Sort(got)
	slices.Sort(want)
	if want = slices.Compact(want); !slices.Equal(got, want) {
		t.Errorf("the filters hold %d values, want the %d of the list, each once", len(got), len(want))
	}
}

func TestLongListOfIDs(t *testing.T) {
	var values []string
	for i := range 5000 {
		values = append(values, fmt.Sprint(i*7))
	}
	p, filters := plannedIn(t, "id", append(values, values[:100]...), " AND Nom = 'Dupré' AND age <> 5")
	checkPartition(t, filters, values)
	if len(filters) < 5 || len(filters) > 20 {
		t.Errorf("%d requests", len(filters))
	}
	longest := 0
	for _, f := range filters {
		longest = max(longest, len(f.Terms[0].Values))
		tail := &scaletest.Filter{Terms: f.Terms[1:], Joins: f.Joins[1:]}
		if got, want := tail.String(), `Nom $eq "Dupré" $and age $neq "5" $and age $neq ""`; got != want {
			t.Errorf("beside the list: %s, want %s", got, want)
		}
	}
	if p.Request.AtMost != int64(longest) {
		t.Errorf("at most %d rows a filter, want %d", p.Request.AtMost, longest)
	}
}

// TestListsOfEqualTexts checks that texts which a server may take for equal
// stand in one filter, so that no row comes twice.
func TestListsOfEqualTexts(t *testing.T) {
	alike := [][]string{
		{"dupré", "DUPRE", "Dupre ", "Dupre", "du\u0301pre"},
		{"Straße", "STRASSE", "strase", "STRAẞE"},
		{"cœur", "coeur", "CŒUR", "cour"},
		{"oœ", "ooe", "Œo", "oeo"},
		{"Ærø", "aero", "AERO", "Æro"},
		{"þing", "thing", "ting"},
		{"ﬁn", "fin", "ＦＩＮ", "ﬁn "},
		{"café 3", "cafe ٣", "CAFE\u00a0３", "cafe³"},
		{"さくら", "サクラ", "ｻｸﾗ"},
		{"きゃ", "キヤ"},
		{"🙂🙃", "🎉🎂"},
		{"ΣΊΣΥΦΟΣ", "σισυφος"},
		{"łódź", "Lodz"},
		{"İstanbul", "istanbul", "ISTANBUL", "ıstanbul"},
	}
	group := make(map[string]int)
	var values []string
	for i, texts := range alike {
		for _, text := range texts {
			if !strings.HasSuffix(text, " ") { // which go out as patterns
				group[text] = i
				values = append(values, text)
			}
		}
	}
	for i := range 2000 {
		values = append(values, fmt.Sprintf("valeur numéro %d", i))
	}
	for seed := range uint64(8) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		_, filters := plannedIn(t, "Nom", values, "")
		checkPartition(t, filters, values)
		at := make(map[int]int)
		for i, f := range filters {
			for _, text := range f.Terms[0].Values {
				g, ok := group[text]
				if !ok {
					continue
				}
				if first, ok := at[g]; ok && first != i {
					t.Errorf("the filters %d and %d share texts like %q", first, i, text)
				}
				at[g] = i
			}
		}
	}
}

// TestFoldKeepsSpellingsTogether checks the key of a text against what the
// server takes for equal.
func TestFoldKeepsSpellingsTogether(t *testing.T) {
	letters := []rune("aàeéoœøsßtþæOEÆh dđıi")
	r := rand.New(rand.NewPCG(1, 2))
	plain := strings.NewReplacer("à", "a", "é", "e", "œ", "oe", "ø", "o", "ß", "ss", "þ", "th", "æ", "ae",
		"O", "o", "E", "e", "Æ", "ae", "đ", "d", "ı", "i")
	keys := make(map[string]string)
	for range 50_000 {
		text := make([]rune, 1+r.IntN(6))
		for i := range text {
			text[i] = letters[r.IntN(len(letters))]
		}
		s := string(text)
		same := plain.Replace(s)
		if key, ok := keys[same]; ok && key != foldKey(s) {
			t.Fatalf("%q has the key %q, a text equal to it %q", s, foldKey(s), key)
		}
		keys[same] = foldKey(s)
	}
}

func TestListsThatDoNotFit(t *testing.T) {
	long := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ",'une valeur assez longue %d'", i)
		}
		return "(" + b.String()[1:] + ")"
	}
	huge := strings.Repeat("x", 9000)
	for _, r := range []struct{ where, want string }{
		{"Nom NOT IN " + long(1000), `unsupported: ...lo...: it is too long for the URL of a request`},
		{"Nom IN " + long(1000) + " OR age = 1", `unsupported: ...the OR: it is too long for the URL of a request`},
		{"Nom = '" + huge + "'", `unsupported: ...it is too long for the URL of a request`},
		{"Nom IN ('a', '" + huge + "')", `unsupported: ...it is too long for the URL of a request`},
		{"age = 1 AND Nom = '" + huge + "'", `unsupported: ...it is too long for the URL of a request`},
		{"Nom IN " + long(1000) + " AND Statut IN " + long(1000), `unsupported: ...it is too long for the URL of a request`},
		{"Nom IN " + long(1000) + " ORDER BY Nom", `unsupported: ...ORDER BY: the list of IN is too long for one request`},
		{"Nom LIKE 'a%' AND (" + strings.Repeat("Nom = '"+huge+"' OR ", 2) + "Statut = 'a')", `unsupported: ...`},
	} {
		if got := outcome(selectPlan(object(t, contactFields), defaults(), "SELECT id FROM contact WHERE "+r.where)); !matches(got, r.want) {
			t.Errorf("%.60s\n got %.400s\nwant %s", r.where, got, r.want)
		} else if len(got) > 2000 {
			t.Errorf("%.60s: a message of %d bytes", r.where, len(got))
		}
	}
}

// TestRoomOfOtherParameters checks that what else stands in the URL is counted.
func TestRoomOfOtherParameters(t *testing.T) {
	var fields, names []string
	for i := range 60 {
		name := fmt.Sprintf("Ünîcödé_%02d", i)
		names = append(names, name)
		fields = append(fields, fmt.Sprintf(`%q: {"attribs": {"type": "text"}}`, name))
	}
	o := object(t, "{"+strings.Join(fields, ",")+"}")
	var list []string
	for i := range 3000 {
		list = append(list, fmt.Sprintf("'é%d'", i))
	}
	p, err := selectPlan(o, defaults(), "SELECT "+strings.Join(names[:40], ",")+" FROM contact WHERE "+names[59]+" IN ("+strings.Join(list, ",")+")")
	if err != nil {
		t.Fatal(err)
	}
	fieldList := len(url.QueryEscape(strings.Join(names[:40], ",")))
	for _, f := range p.Request.Filters {
		if n := len(url.QueryEscape(f.Text)) + fieldList; n > urlRoom-1000 {
			t.Errorf("the filter and the fields take %d bytes", n)
		}
	}
}

// TestLargeStatements checks that time grows with a statement's length, not
// with its square.
func TestLargeStatements(t *testing.T) {
	chain := func(link, op string, n int) string {
		links := make([]string, n)
		for i := range links {
			links[i] = fmt.Sprintf(link, i)
		}
		return strings.Join(links, op)
	}
	o := object(t, contactFields)
	numbers := make([]any, 100_000)
	for i := range numbers {
		numbers[i] = int64(i)
	}
	marks := strings.Repeat(",?", len(numbers))[1:]
	for _, r := range []struct {
		name, where string
		args        []any
		want        string
	}{
		{"IN numbers", "age IN (" + marks + ")", numbers, `age $in ["0","1",...`},
		{"IN texts", "Nom IN (" + chain("'valeur %d'", ",", 100_000) + ")", nil, `Nom $in ["valeur 0",...`},
		{"NOT IN", "age NOT IN (" + marks + ")", numbers, `unsupported: ...too long`},
		{"unusable IN", "Nom IN (" + marks + ")", numbers, `unsupported: ...is text`},
		{"OR of one column", chain("age = %d", " OR ", 10_000), nil, `age $in ["0","1",...`},
		{"OR of equal texts", chain("Nom = 'é%d'", " OR ", 10_000), nil, `Nom $in ["é0",...`},
		{"OR", chain("age > %d", " OR ", 10_000), nil, `unsupported: ...too long`},
		{"AND", chain("age <> %d", " AND ", 10_000), nil, `unsupported: ...too long`},
		{"AND of lists", chain("age IN (%[1]d, 5, 1%[1]d)", " AND ", 10_000), nil, `unsupported: ...too long`},
		{"NOT of AND", "NOT (" + chain("age <> %d", " AND ", 10_000) + ")", nil, `age $in ["0","1",...`},
		{"AND of ORs", chain("(age = %[1]d OR age = 5%[1]d)", " AND ", 5_000), nil, `unsupported: ...too long`},
		{"AND of mixed ORs", chain("(age = %[1]d OR solde = 5%[1]d)", " AND ", 5_000), nil, `unsupported: ...and 4995 more`},
	} {
		t.Run(r.name, func(t *testing.T) {
			got := outcome(selectPlan(o, defaults(), "SELECT id FROM contact WHERE "+r.where, r.args...))
			if !matches(got, r.want) {
				t.Errorf("got %.300s\nwant %s", got, r.want)
			}
		})
	}
}
