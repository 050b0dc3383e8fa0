package functions

import (
	"reflect"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// raise makes the statement that is calling a function fail with an error.
//
// In zombiezen.com/go/sqlite 1.4.2 an error that a function returns doesn't: it
// sets SQLite's message but then the code 0, so that the message becomes the
// function's value and the statement goes on. So SQLite is told directly, by the
// context that the library keeps to itself. The value that a scalar function
// returns is then the message.
func raise(ctx sqlite.Context, err error) (sqlite.Value, error) {
	message := err.Error()
	context := reflect.ValueOf(ctx)
	tls, ptr := context.FieldByName("tls"), context.FieldByName("ptr")
	if !tls.IsValid() || !ptr.IsValid() { // another version of the library
		return null, err
	}
	thread := (*libc.TLS)(tls.UnsafePointer())
	text, allocErr := libc.CString(message)
	if allocErr != nil {
		return null, err
	}
	defer libc.Xfree(thread, text)
	lib.Xsqlite3_result_error(thread, uintptr(ptr.Uint()), text, int32(len(message)))
	return sqlite.TextValue(message), nil
}
