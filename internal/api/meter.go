package api

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
)

// ErrBudget is wrapped by the error for a statement that would take more than
// the DSN allows it; see scale.ErrBudget.
var ErrBudget = errors.New("the statement's budget is spent")

// Meter counts what is asked of the API under the contexts that carry it: a
// statement's, and those of the statement's steps. Requests for metadata, which
// all statements share, count for none.
type Meter struct {
	// Statement is the statement without its literals, for logs and traces.
	Statement string
	// MaxRequests is the number of requests that may be made, repeated ones
	// included; 0 for any number.
	MaxRequests int64

	Requests atomic.Int64 // requests sent
	Retries  atomic.Int64 // those of them that repeated one
	Bytes    atomic.Int64 // received, of the bodies
	Rows     atomic.Int64 // received, before any that came twice are dropped

	outer *Meter
}

type meterKey struct{}

// WithMeter returns a context under which m counts, beside the meters that ctx
// carries already.
func WithMeter(ctx context.Context, m *Meter) context.Context {
	m.outer = meterOf(ctx)
	return context.WithValue(ctx, meterKey{}, m)
}

// meterOf is the innermost meter of a context, or nil.
func meterOf(ctx context.Context) *Meter {
	m, _ := ctx.Value(meterKey{}).(*Meter)
	return m
}

// statement is the statement of the outermost meter that has one.
func (m *Meter) statement() string {
	text := ""
	for ; m != nil; m = m.outer {
		text = firstOf(m.Statement, text)
	}
	return text
}

// limited reports whether a meter bounds the number of requests.
func (m *Meter) limited() bool {
	for ; m != nil; m = m.outer {
		if m.MaxRequests > 0 {
			return true
		}
	}
	return false
}

// spend counts a request that is about to be sent; it must not be sent if that
// is an error.
func (m *Meter) spend(again bool) error {
	for ; m != nil; m = m.outer {
		if n := m.Requests.Add(1); m.MaxRequests > 0 && n > m.MaxRequests {
			m.Requests.Add(-1)
			return m.refusal(n)
		}
		if again {
			m.Retries.Add(1)
		}
	}
	return nil
}

// Afford returns an error if n more requests would be more than may be made. It
// counts none of them: it is asked where their number is known before the first.
func Afford(ctx context.Context, n int64) error {
	for m := meterOf(ctx); m != nil; m = m.outer {
		if needed := m.Requests.Load() + n; m.MaxRequests > 0 && needed > m.MaxRequests {
			return m.refusal(needed)
		}
	}
	return nil
}

func (m *Meter) refusal(needed int64) error {
	return fmt.Errorf("scale: %w: it needs at least %d requests, and max_requests allows %d; narrow its WHERE, or raise max_requests or page_size in the DSN",
		ErrBudget, needed, m.MaxRequests)
}

// received counts what an answer brought.
func (m *Meter) received(bytes, rows int64) {
	for ; m != nil; m = m.outer {
		m.Bytes.Add(bytes)
		m.Rows.Add(rows)
	}
}
