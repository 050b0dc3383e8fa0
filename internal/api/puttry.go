package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// try is what one request of a put came to.
type try struct {
	outcomes []Outcome
	err      error
	again    bool  // whether the same request may be sent again
	repeated bool  // whether it was sent more than once in this try already
	pause    pause // how long the server asks to wait before that
}

// try sends the request once.
func (p *put) try(ctx context.Context, attempt int) try {
	d := &delivery{body: p.form.bytes}
	req, err := p.request(d)
	if err != nil {
		return try{outcomes: p.all(NotSent, ""), err: err}
	}
	if err := meterOf(ctx).spend(attempt > 1); err != nil {
		return try{outcomes: p.all(NotSent, ""), err: err}
	}
	a := p.client.newAnswer(ctx, req, p.object, attempt)
	a.rows = int64(len(p.records))
	defer a.Close()
	if err := p.client.send(req, a); err != nil {
		a.fail(err)
		if !d.end() {
			return try{outcomes: p.all(NotSent, ""), err: err, again: ctx.Err() == nil && transient(err)}
		}
		// A request that the server may have seen must not be repeated, unless a
		// key tells the server that it is the same.
		return try{outcomes: p.all(Unknown, ""), err: err, again: ctx.Err() == nil && p.key != ""}
	}
	t := p.judge(a)
	// net/http repeats a request by itself where its key says that it may be. What
	// then answers may not be what has carried it out.
	t.repeated = p.key != "" && d.repeated()
	t.again = t.again && ctx.Err() == nil
	t.pause = a.pause
	if t.err != nil {
		a.fail(t.err)
	}
	return t
}

// request is the request that carries the delivery. Its length is known, so
// that no server has to cope with a chunked one.
func (p *put) request(d *delivery) (*http.Request, error) {
	c := p.client
	req, err := http.NewRequest(http.MethodPost, c.base+putPath(p.object), nil)
	if err != nil {
		return nil, errBadAddress
	}
	req.Body, _ = d.reader()
	// net/http repeats a POST with a GetBody only if nothing at all was written
	// to the connection, or if its header says that it may be repeated.
	req.GetBody = d.reader
	req.ContentLength = int64(len(d.body))
	req.Header.Set("Content-Type", p.form.contentType)
	if p.key != "" {
		req.Header.Set(c.dedupeHeader, p.key)
	}
	return req, nil
}

// putPath is the path of a put below the instance.
func putPath(object string) string { return "put_objects/" + url.PathEscape(object) }

// judge makes outcomes of an answer.
func (p *put) judge(a *answer) try {
	if a.status/100 == 2 {
		return p.read(a)
	}
	err := p.client.readError(a)
	var e *Error
	if !errors.As(err, &e) { // the context ended; the status is known all the same
		return p.verdict(&Error{Status: a.status}, err)
	}
	return p.verdict(e, e)
}

// verdict says what an answer that is an error as a whole means for the records.
// err is the error to give up with.
func (p *put) verdict(e *Error, err error) try {
	status := e.status()
	message := firstOf(e.Message, http.StatusText(status), "the answer is an error")
	if !e.refuses() {
		return try{outcomes: p.all(Unknown, message), err: err, again: p.key != "" && passing(status)}
	}
	return try{outcomes: p.all(Rejected, message), err: err, again: status == http.StatusTooManyRequests}
}

// refuses reports whether an answer says that the request was not carried out.
// That of a gateway which has given up waiting doesn't (408, 460, 499 and 5xx),
// nor does a redirect to another page, with which servers answer a form that they
// have taken, too; one to another place for the request does.
func (e *Error) refuses() bool {
	switch status := e.status(); {
	case status/100 == 5, status == http.StatusRequestTimeout, status == 460, status == 499:
		return false
	case e.Status/100 == 4, e.Status/100 == 2: // of whatever code in its body
		return true
	default:
		return status == http.StatusMovedPermanently || status == http.StatusTemporaryRedirect || status == http.StatusPermanentRedirect
	}
}

// read reads the answer of a success. What it says of a record is true even if
// the rest of it is lost.
func (p *put) read(a *answer) try {
	doc, err := io.ReadAll(io.LimitReader(a, maxDocument+1))
	r := readReport(doc)
	if err == nil && len(doc) > maxDocument {
		err = fmt.Errorf("it is longer than %d MiB", maxDocument>>20)
	}
	if err != nil {
		r.err = err
	}
	t := try{outcomes: p.all(Unknown, "")}
	clear := len(r.records) == len(p.records)
	for i := range min(len(p.records), len(r.records)) {
		t.outcomes[i] = p.client.outcome(&p.records[i], &r.records[i])
		clear = clear && t.outcomes[i].Status != Unknown
	}
	switch {
	case r.failure && len(r.records) == 0:
		e := p.client.newError(a, doc)
		return p.verdict(e, e)
	case r.failure:
		t.err = p.client.newError(a, doc)
	case !clear:
		t.err = p.unclear(a, doc, r, t.outcomes)
	}
	t.again = !clear && p.key != ""
	return t
}
