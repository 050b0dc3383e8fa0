package scale

import (
	"context"
	"time"

	"github.com/scale-sql/scale/internal/api"
)

// Trace is what a program is told of statements and requests while they run. A
// nil function is not called, and costs nothing. The functions are called by
// several goroutines at once; what they do delays the statement. A panic in one of
// them changes nothing: the logger is told of it, or package log if there is none.
//
// The context that a start function returns is the one that what it announces is
// carried out with, so that spans nest: a request's context descends from its
// statement's. It must descend from the one that the function was given; nil stands
// for that one.
type Trace struct {
	// QueryStart is called before a statement is carried out, and QueryEnd once
	// for each of them: when the rows have been closed or the write is done.
	QueryStart func(ctx context.Context, q QueryInfo) context.Context
	QueryEnd   func(ctx context.Context, q QueryInfo, r QueryResult)
	// RequestStart is called before each request, repeated ones and those for
	// metadata included, and RequestEnd once for each of them: when the answer
	// has been read, or the request has failed.
	RequestStart func(ctx context.Context, q RequestInfo) context.Context
	RequestEnd   func(ctx context.Context, q RequestInfo, r RequestResult)
}

// QueryInfo is a statement that is about to run.
type QueryInfo struct {
	// Kind is the statement's kind: SELECT, INSERT, UPDATE, COMMIT, ...
	Kind string
	// Statement is the statement without its values, which are often personal
	// data: SELECT name FROM contact WHERE email = ?
	Statement string
}

// QueryResult is what a statement came to.
type QueryResult struct {
	// Rows is the number of rows that were delivered, or records that were
	// written.
	Rows int64
	// Requests counts those for data, and Retries those of them that repeated one.
	Requests, Retries int64
	// Bytes is what the bodies of the answers came to.
	Bytes int64
	// Duration is the time from the start of the statement to its end; of a
	// query, the program's own time between rows is part of it.
	Duration time.Duration
	// Err is what the statement failed with, or nil. Rows that were closed before
	// their end are no failure.
	Err error
}

// RequestInfo is a request that is about to be sent.
type RequestInfo struct {
	Method string
	// Path is the URL's path; what is asked for, such as a filter, is no part of
	// it.
	Path string
	// Object is the object that is asked for, or empty.
	Object string
	// Attempt counts the tries of the request, from 1.
	Attempt int
	// Statement is that of the QueryInfo, empty for a request of no statement.
	Statement string
}

// RequestResult is what a request came to.
type RequestResult struct {
	// Status is the HTTP status, 0 if there was no answer.
	Status int
	// Bytes is how much of the body was read, uncompressed, and Rows the number of
	// records that it had or that were sent.
	Bytes, Rows int64
	// Duration is the time spent waiting for the API: the program's own time
	// between the rows of a page is no part of it.
	Duration time.Duration
	// Err is what went wrong, or nil.
	Err error
}

// hooks are the trace's functions for requests as the client calls them.
func (t *Trace) hooks() api.Hooks {
	var h api.Hooks
	if t == nil {
		return h
	}
	if start := t.RequestStart; start != nil {
		h.RequestStart = func(ctx context.Context, q api.Request) context.Context { return start(ctx, RequestInfo(q)) }
	}
	if end := t.RequestEnd; end != nil {
		h.RequestEnd = func(ctx context.Context, q api.Request, r api.Result) { end(ctx, RequestInfo(q), RequestResult(r)) }
	}
	return h
}
