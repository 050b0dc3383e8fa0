// Package scaletest provides an in-process Scal-e server for tests, as
// net/http/httptest does for HTTP.
//
// The server speaks the four endpoints of the Scal-e Customer Data Platform's
// REST API (get_object_list, get_object_info, get_objects and put_objects of
// /v1/datamart) over loopback HTTP and keeps its records in memory. Every
// server starts with the same data, described at [Sample], or with the data a
// test gives it with [WithData].
//
// # Strictness
//
// The server is meant to find mistakes of clients, so it refuses, with status
// 400, whatever the API's document does not clearly allow: unknown, repeated
// or contradictory parameters, fields which the metadata does not list in that
// very spelling, and filters which are not plainly of the documented form. The
// document says nothing of how to escape a character in a filter's value, so a
// value holding a quote, a backslash, a dollar sign or a control character is
// refused as well.
//
// # What the API leaves open
//
// The document is silent on much that a client may run into: whether a page's
// size is capped, whether $and binds before $or, how an empty number compares,
// how a boolean is spelt, what an error's body looks like. The default is one
// plausible answer; an [Option] changes it to another. A client which claims
// to cope with all of them can be run against all of them.
package scaletest
