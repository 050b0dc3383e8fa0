package scale_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// fault is something that may go wrong with a request, and what is to come of
// it.
type fault struct {
	name string
	do   func(*exchange)

	wire    bool // it needs a connection
	refuses bool // it hits the connection, before there is a request
	cuts    bool // the answer's first half arrives, and the request is carried out

	// tries is how often a read is sent that meets the fault each time: 3 is as
	// often as max_retries says. With 1 the first time is final.
	tries int
	// late tells that a fault leaves nothing out, so that there is no rest to ask
	// for: just a page by number is asked for again.
	late bool
	// whole tells that all records arrive in spite of it.
	whole bool
	// What the user sees in the end: the status or code of an *Error, or a text.
	status int
	text   string
	// metaTries is tries for metadata, if that is different.
	metaTries int

	// put is what is known of the two records of a batch that meets it once, in
	// the letters of statusesOf, keyed the same under an idempotency key, and
	// spent the same if it never ends. lost is keyed that never ends.
	put, keyed, spent, lost string
	// denies tells that the server says that it did nothing: it would be lying if
	// it had.
	denies bool
}

// says answers with a status and headers, name after value.
func says(status int, header ...string) func(*exchange) {
	return func(x *exchange) {
		for i := 0; i < len(header); i += 2 {
			x.w.Header().Set(header[i], header[i+1])
		}
		x.w.WriteHeader(status)
		fmt.Fprintf(x.w, `{"error":%d,"error_text":"because of it"}`, status)
	}
}

// body answers with a success of that body.
func body(text string) func(*exchange) {
	return func(x *exchange) { io.WriteString(x.w, text) }
}

// cut passes the first half of the records on, followed by a text, and goes on
// as it is told. An answer of one record or none comes whole.
func cut(end func(x *exchange, head, tail []byte)) func(*exchange) {
	return func(x *exchange) {
		head, tail, ok := x.halves()
		if !ok {
			x.pass()
			return
		}
		end(x, head, tail)
	}
}

// abort breaks off what has been written so far.
func abort(x *exchange, parts ...[]byte) {
	for _, p := range parts {
		x.w.Write(p)
	}
	x.w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// stall waits until the client has had enough.
func stall(x *exchange, parts ...[]byte) {
	for _, p := range parts {
		if _, err := x.w.Write(p); err != nil {
			return
		}
	}
	x.w.(http.Flusher).Flush()
	<-x.r.Context().Done()
}

// passingFault and those that follow are what is common to faults of a kind.
func passingFault(name string, status int, do func(*exchange)) fault {
	return fault{name: name, do: do, tries: 3, status: status, put: "uu", keyed: "ss", spent: "uu", lost: "uu"}
}

func slowDownFault(name string, do func(*exchange)) fault {
	return fault{name: name, do: do, tries: 3, status: 429, put: "ss", keyed: "ss", spent: "rr", lost: "rr", denies: true}
}

func finalFault(status int, do func(*exchange)) fault {
	return fault{name: fmt.Sprint(status), do: do, tries: 1, status: status, put: "rr", keyed: "rr", spent: "rr", lost: "rr", denies: true}
}

// vagueFault is a status that doesn't say whether a write was carried out.
func vagueFault(status int, do func(*exchange)) fault {
	f := finalFault(status, do)
	f.put, f.keyed, f.spent, f.lost, f.denies = "uu", "uu", "uu", "uu", false
	return f
}

func lostFault(name, text string, do func(*exchange)) fault {
	return fault{name: name, do: do, tries: 3, text: text, put: "uu", keyed: "ss", spent: "uu", lost: "uu"}
}

func cutFault(name string, do func(*exchange)) fault {
	return fault{name: name, do: do, cuts: true, tries: 3, put: "su", keyed: "ss", spent: "su", lost: "su"}
}

// lateFault is an answer of all records that says that it is an error nonetheless.
func lateFault(name, members string, status int) fault {
	f := cutFault(name, cut(func(x *exchange, head, tail []byte) {
		x.w.Write(head)
		x.w.Write(tail[:len(tail)-len("}")])
		io.WriteString(x.w, ","+members+"}")
	}))
	f.status, f.late = status, true
	f.put, f.keyed, f.spent, f.lost = "ssnn", "ssnn", "ssnn", "ssnn"
	return f
}

// faultList is those of the matrix. A redirect leads to another server.
func faultList(elsewhere string) []fault {
	all := []fault{
		slowDownFault("429 with seconds", says(429, "Retry-After", "7")),
		slowDownFault("429 with a date", func(x *exchange) {
			now := time.Now().UTC()
			says(429, "Retry-After", now.Add(7*time.Second).Format(http.TimeFormat), "Date", now.Format(http.TimeFormat))(x)
		}),
		slowDownFault("429 with a date alone", func(x *exchange) {
			says(429, "Retry-After", time.Now().UTC().Add(7*time.Second).Format(http.TimeFormat))(x)
		}),
		slowDownFault("429", says(429)),
		slowDownFault("429 in a 200", body(`{"error":429,"error_text":"slow down"}`)),
		passingFault("502", 502, says(502)),
		passingFault("503", 503, says(503)),
		passingFault("503 with seconds", 503, says(503, "Retry-After", "9")),
		passingFault("504", 504, says(504)),
		passingFault("503 in a 200", 503, body(`{"error":503}`)),
		lateFault("503 behind the records", `"error":503,"error_text":"because of it"`, 503),
		lostFault("stalled before the header", "no complete answer within 30s", func(x *exchange) { stall(x) }),
		lostFault("an empty 200", "", body("")),
		cutFault("stalled within the body", cut(func(x *exchange, head, tail []byte) { stall(x, head, tail[:len(tail)/3]) })),
		cutFault("broken off within a record", cut(func(x *exchange, head, tail []byte) { abort(x, head, tail[:6]) })),
		cutFault("ended within a record", cut(func(x *exchange, head, tail []byte) { x.w.Write(head); x.w.Write(tail[:6]) })),
		cutFault("ended behind a record", cut(func(x *exchange, head, tail []byte) { x.w.Write(head[:len(head)-1]) })),
		cutFault("ended behind a comma", cut(func(x *exchange, head, tail []byte) { x.w.Write(head) })),
	}
	long := finalFault(429, says(429, "Retry-After", "7200"))
	long.name, long.text = "429 with a long wait", "max_retry_wait"
	once := passingFault("500", 500, says(500))
	once.tries, once.keyed = 2, "uu"
	all = append(all, long, once)
	for _, status := range []int{400, 401, 403, 404, 422, 425} {
		all = append(all, finalFault(status, says(status)))
	}
	for _, status := range []int{408, 499} {
		all = append(all, vagueFault(status, says(status)))
	}
	html := lostFault("HTML in a 200", "is not JSON", body("<html><title>Please log in</title></html>"))
	html.tries = 1
	garbage := lostFault("garbage in a 200", "", body(`{"objects":[{"id":"1","data"}}`))
	garbage.tries = 1
	late := cutFault("ended behind the records", cut(func(x *exchange, head, tail []byte) { x.w.Write(head); x.w.Write(tail[:len(tail)-len("]}")]) }))
	late.whole, late.put, late.spent, late.lost = true, "ss", "ss", "ss"
	for _, f := range []fault{html, garbage, late} {
		if !f.cuts { // metadata that is no JSON is not asked for again
			f.metaTries = 1
		}
		all = append(all, f)
	}
	return append(all, wireFaults(elsewhere)...)
}

// wireFaults are those which need a connection.
func wireFaults(elsewhere string) []fault {
	refused := slowDownFault("connection refused", nil)
	refused.refuses, refused.status, refused.text, refused.spent, refused.lost = true, 0, "connection refused", "nn", "nn"
	tooLong := cutFault("a Content-Length too long", cut(func(x *exchange, head, tail []byte) {
		x.raw(false, "HTTP/1.1 200 OK\r\nContent-Length: ", strconv.Itoa(len(head)+len(tail)+9), "\r\n\r\n", string(head), string(tail))
	}))
	tooLong.whole, tooLong.put, tooLong.spent, tooLong.lost = true, "ss", "ss", "ss"
	all := []fault{
		refused,
		lostFault("reset before the header", "reset by peer", func(x *exchange) { x.raw(true) }),
		lostFault("closed without an answer", "without an answer", func(x *exchange) { x.raw(false) }),
		lostFault("closed within the header", "", func(x *exchange) { x.raw(false, "HTTP/1.1 200 OK\r\nContent-Type: appl") }),
		cutFault("reset within a record", cut(func(x *exchange, head, tail []byte) {
			x.raw(false, "HTTP/1.1 200 OK\r\nContent-Length: ", strconv.Itoa(len(head)+len(tail)), "\r\n\r\n", string(head), string(tail[:6]))
		})),
		tooLong,
		cutFault("a Content-Length too short", cut(func(x *exchange, head, tail []byte) {
			x.raw(false, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ", strconv.Itoa(len(head)+6), "\r\n\r\n", string(head), string(tail))
		})),
		cutFault("no length, closed within a record", cut(func(x *exchange, head, tail []byte) {
			x.raw(false, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", string(head), string(tail[:6]))
		})),
		cutFault("a chunk missing", cut(func(x *exchange, head, tail []byte) {
			x.raw(false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", strconv.FormatInt(int64(len(head)), 16), "\r\n", string(head), "\r\n")
		})),
		cutFault("gzip cut", cut(func(x *exchange, head, tail []byte) {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(head)
			z.Flush()
			x.w.Header().Set("Content-Encoding", "gzip")
			x.w.Write(b.Bytes())
		})),
	}
	redirect := func(status int) func(*exchange) {
		return func(x *exchange) {
			x.w.Header().Set("Location", elsewhere+x.r.URL.Path)
			x.w.WriteHeader(status)
		}
	}
	all = append(all, vagueFault(302, redirect(302)), finalFault(307, redirect(307)))
	for i := range all {
		all[i].wire = true
	}
	return all
}
