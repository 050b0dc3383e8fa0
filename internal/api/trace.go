package api

import (
	"context"
	"log/slog"
	"time"

	"github.com/scale-sql/scale/internal/guard"
)

// Request is a request that is about to be sent; see scale.RequestInfo.
type Request struct {
	Method, Path, Object string
	Attempt              int
	Statement            string
}

// Result is what a request came to; see scale.RequestResult.
type Result struct {
	Status      int
	Bytes, Rows int64
	Duration    time.Duration
	Err         error
}

// Hooks are told of each request; nil ones are not called.
type Hooks struct {
	// RequestStart returns the context to carry out the request with.
	RequestStart func(context.Context, Request) context.Context
	// RequestEnd is called once for each start, when the body has been read or
	// given up.
	RequestEnd func(context.Context, Request, Result)
}

// started tells the hook of a request and returns the context to use.
func (c *Client) started(ctx context.Context, r Request) context.Context {
	if c.hooks.RequestStart == nil {
		return ctx
	}
	within := ctx
	guard.Observe(ctx, c.log, "Trace.RequestStart", func() {
		if returned := c.hooks.RequestStart(ctx, r); returned != nil {
			within = returned
		}
	})
	return within
}

// ended logs what a request came to, counts it and tells the hook.
func (c *Client) ended(ctx context.Context, r Request, result Result) {
	meterOf(ctx).received(result.Bytes, result.Rows)
	if c.logs(ctx, slog.LevelDebug) {
		attrs := []slog.Attr{
			slog.String("method", r.Method), slog.String("path", r.Path), slog.Int("status", result.Status),
			slog.Duration("duration", result.Duration), slog.Int64("bytes", result.Bytes), slog.Int64("rows", result.Rows),
			slog.Int("attempt", r.Attempt), slog.String("statement", r.Statement),
		}
		if result.Err != nil {
			attrs = append(attrs, slog.String("error", result.Err.Error()))
		}
		c.record(ctx, slog.LevelDebug, "scale: request", attrs)
	}
	if c.hooks.RequestEnd != nil {
		guard.Observe(ctx, c.log, "Trace.RequestEnd", func() { c.hooks.RequestEnd(ctx, r, result) })
	}
}

// warn logs what delays a statement.
func (c *Client) warn(ctx context.Context, message string, attrs ...slog.Attr) {
	if c.log != nil {
		c.record(ctx, slog.LevelWarn, message, append(attrs, slog.String("statement", meterOf(ctx).statement())))
	}
}

// logs reports whether the logger wants records of a level.
func (c *Client) logs(ctx context.Context, level slog.Level) (wanted bool) {
	if c.log != nil {
		guard.Observe(ctx, nil, "Config.Logger", func() { wanted = c.log.Enabled(ctx, level) })
	}
	return wanted
}

// record gives the logger a record.
func (c *Client) record(ctx context.Context, level slog.Level, message string, attrs []slog.Attr) {
	guard.Observe(ctx, nil, "Config.Logger", func() { c.log.LogAttrs(ctx, level, message, attrs...) })
}
