package guard

import (
	"bytes"
	"context"
	"errors"
	"log"
	"log/slog"
	"os"
	"strings"
	"testing"
)

func explode() { panic("boom") }

func TestRun(t *testing.T) {
	plain := errors.New("plain")
	var none []int
	tests := []struct {
		name string
		f    func() error
		want []string // in the error's text; none for no error
	}{
		{"nothing", func() error { return nil }, nil},
		{"an error", func() error { return plain }, []string{"plain"}},
		{"a panic", func() error { explode(); return nil }, []string{"it panicked: boom", "guard.explode (guard_test.go:"}},
		{"of the runtime", func() error { _ = none[len(none)]; return nil }, []string{"index out of range", "guard_test.go:"}},
		{"without a value", func() error { panic(nil) }, []string{"panic called with nil"}},
		{"with an error", func() error { panic(plain) }, []string{"it panicked: plain"}},
	}
	for _, tt := range tests {
		err := Run("it", tt.f)
		if (err == nil) != (tt.want == nil) {
			t.Errorf("%s: error %v", tt.name, err)
		}
		for _, part := range tt.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: error %q, want %q in it", tt.name, err, part)
			}
		}
		var p *Panic
		if errors.As(err, &p) && !strings.Contains(p.Stack, "guard_test.go") {
			t.Errorf("%s: stack %s", tt.name, p.Stack)
		}
	}
}

// TestObserve tells the logger of a panic, and the standard one where there is
// none or where it panics itself.
func TestObserve(t *testing.T) {
	var text, standard bytes.Buffer
	log.SetOutput(&standard)
	defer log.SetOutput(os.Stderr)
	tests := []struct {
		name   string
		logger *slog.Logger
		told   *bytes.Buffer
	}{
		{"a logger", slog.New(slog.NewTextHandler(&text, nil)), &text},
		{"no logger", nil, &standard},
		{"one that panics", slog.New(panicking{}), &standard},
	}
	for _, tt := range tests {
		text.Reset()
		standard.Reset()
		Observe(t.Context(), tt.logger, "it", explode)
		for _, part := range []string{"it panicked: boom", "guard.explode", "guard_test.go"} {
			if !strings.Contains(tt.told.String(), part) {
				t.Errorf("%s: told %q, want %q in it", tt.name, tt.told, part)
			}
		}
	}
}

// panicking is a handler that panics.
type panicking struct{ slog.Handler }

func (panicking) Enabled(context.Context, slog.Level) bool { panic("no log today") }
