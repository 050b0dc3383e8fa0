package difftest

import (
	"flag"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
)

var (
	statements = flag.Int("statements", 1000, "how many random statements to compare")
	seed       = flag.Uint64("seed", 1, "where the random statements begin")
	atMost     = flag.Int("differences", 10, "stop after so many differences")
)

// TestRandomStatements compares the results of random statements. The same
// seed makes the same ones, each from a seed of its own.
func TestRandomStatements(t *testing.T) {
	p := both(t)
	if testing.Short() {
		*statements = min(*statements, 100)
	}
	count := map[verdict]int{}
	refusals := map[string]int{}
	for i := range *statements {
		g := &generator{Rand: rand.New(rand.NewPCG(*seed, uint64(i)))}
		q := g.statement()
		text, args := q.render()
		o := p.check(text, "", args)
		count[o.verdict]++
		switch o.verdict {
		case refused:
			refusals[reason(o.text)]++
		case different:
			small := p.shrink(q, 400)
			smallText, smallArgs := small.render()
			t.Errorf("statement %d: %s\n  %s\nin short: %s\n  %s", i, q, o.text, small, p.check(smallText, "", smallArgs).text)
			if count[different] >= *atMost {
				t.Fatalf("%d differences in %d statements", count[different], i+1)
			}
		}
	}
	t.Logf("%d the same, %d different, %d refused by the driver, %d by the server", count[same], count[different], count[refused], count[dropped])
	for _, r := range slices.Sorted(maps.Keys(refusals)) {
		t.Logf("refused %d times: %s", refusals[r], r)
	}
	if count[refused]*20 > *statements {
		t.Errorf("the driver refuses %d of %d statements", count[refused], *statements)
	}
	if count[dropped]*5 > *statements {
		t.Errorf("the server refuses %d of %d statements", count[dropped], *statements)
	}
}

var place = regexp.MustCompile(` at line \d+, column \d+, near "(?:[^"\\]|\\.)*"`)

// reason is an error's text without what depends on the statement.
func reason(text string) string {
	return place.ReplaceAllString(text, "")
}
