package syntax

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestCache(t *testing.T) {
	c := NewCache(3, 1000)
	parse := func(sql string) *Statement {
		t.Helper()
		st, err := c.Parse(sql, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	one := parse("SELECT 1")
	if parse("SELECT 1") != one {
		t.Error("not cached")
	}
	if ansi, _ := c.Parse("SELECT 1", Options{ANSIQuotes: true}); ansi == one {
		t.Error("options share an entry")
	}
	parse("SELECT 2")
	parse("SELECT 1")
	parse("SELECT 3") // drops the one with ANSI quotes
	if parse("SELECT 1") != one || c.Len() != 3 {
		t.Errorf("the most recent ones went; %d entries", c.Len())
	}
	parse("SELECT '" + strings.Repeat("x", 995) + "'")
	if c.Len() != 3 {
		t.Errorf("a text over the limit was cached; %d entries", c.Len())
	}
	parse("SELECT '" + strings.Repeat("x", 985) + "'")
	if c.Len() != 1 {
		t.Errorf("%d entries are more than 1000 bytes", c.Len())
	}
	if _, err := c.Parse("SELEC 1", Options{}); err == nil || c.Len() != 1 {
		t.Errorf("an error was cached: %v", err)
	}
}

func TestCacheConcurrently(t *testing.T) {
	c := NewCache(8, 1<<20)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				sql := fmt.Sprintf("SELECT a FROM t WHERE b = %d", i%16)
				st, err := c.Parse(sql, Options{})
				if err != nil || st.Text != sql {
					t.Errorf("%q: %v, %v", sql, st, err)
				}
			}
		})
	}
	wg.Wait()
	if c.Len() > 8 {
		t.Errorf("%d entries", c.Len())
	}
}
