package scale

import (
	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
)

// Error is an answer of the API that is not a success. Get it with errors.As:
//
//	var e *scale.Error
//	if errors.As(err, &e) && e.Status == http.StatusTooManyRequests { ... }
//
// Its fields:
//
//	Status  int    // the HTTP status; 200 where a gateway put an error into a success
//	Code    string // the error code of the body, or empty
//	Message string // the message of the body, or empty
//	Method  string // of the request
//	URL     string // of the request; it holds no token
//	Object  string // the object that was asked for, or empty
//	Body    string // the first kilobyte of the body
type Error = api.Error

// ErrUnsupported is wrapped by the error for a statement, or a part of one, that
// is valid SQL but that the driver can't carry out. The error names the part and
// the reason.
var ErrUnsupported = translate.ErrUnsupported

// ErrBudget is wrapped by the error for a statement that would take more
// requests than the DSN's max_requests allows, or delivers more rows than its
// max_rows. Where that is known beforehand nothing is sent; else the statement
// ends at the limit: a write with a *BatchError, and rows with this error, never
// with an early end that looks whole.
var ErrBudget = api.ErrBudget

// ErrValue is wrapped by the error for a value that doesn't fit its column: one
// that is to be written, of which the error says row, column and value and
// nothing was sent, and one that the API delivered, of which it says the
// record's id.
var ErrValue = schema.ErrValue
