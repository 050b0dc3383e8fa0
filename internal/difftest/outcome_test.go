package difftest

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/scale-sql/scale"
)

// verdict is what became of a statement.
type verdict uint8

const (
	same      verdict = iota
	different         // a result, or an error of the driver's where the server has none
	refused           // by the driver, as unsupported
	dropped           // by the server: there is nothing to compare with
)

// outcome is a verdict and what it rests on.
type outcome struct {
	verdict verdict
	text    string
}

// check runs a statement on both sides. The server is sent other, if that is not
// empty, for the few things that it says in another way.
func (p *pair) check(text, other string, args []any) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if other == "" {
		other = text
	}
	got, err := run(ctx, p.scale, text, args)
	if errors.Is(err, scale.ErrUnsupported) {
		return outcome{refused, err.Error()}
	}
	want, wantErr := run(ctx, p.mysql, other, args)
	switch {
	case wantErr != nil:
		return outcome{dropped, wantErr.Error()}
	case err != nil:
		return outcome{different, "error: " + err.Error()}
	}
	if other != text {
		want.labels = got.labels
	}
	c := comparison{ordered: orders(text)}
	diff := c.difference(got, want)
	if diff != "" && severalTexts.MatchString(text) {
		c.fold = p.fold
		diff = c.difference(got, want)
	}
	if diff != "" {
		return outcome{different, diff}
	}
	return outcome{verdict: same}
}

var quoted = regexp.MustCompile(`'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"`)

// orders reports whether the outermost SELECT has an ORDER BY.
func orders(text string) bool {
	flat := quoted.ReplaceAllString(text, "''")
	for {
		inner := parenthesised.ReplaceAllString(flat, "")
		if inner == flat {
			return strings.Contains(strings.ToUpper(flat), "ORDER BY")
		}
		flat = inner
	}
}

var parenthesised = regexp.MustCompile(`\([^()]*\)`)

// fold is the server's own sort key of a text.
func (p *pair) fold(text string) string {
	if key, ok := p.folds[text]; ok {
		return key
	}
	var key string
	if err := p.mysql.QueryRow("SELECT HEX(WEIGHT_STRING(RTRIM(?)))", text).Scan(&key); err != nil {
		key = fmt.Sprintf("%x (%v)", text, err)
	}
	p.folds[text] = key
	return key
}
