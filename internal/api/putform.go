package api

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"sync"

	"github.com/scale-sql/scale/schema"
)

// formField is the one field of a put's body.
const formField = "objects"

// form is the body of put_objects: multipart/form-data with the one field
// objects, as the document's curl --form "objects=[...]" sends it. The field is
// neither a file nor does it have a Content-Type.
type form struct {
	contentType string
	bytes       []byte
}

func newForm(records []schema.Record) *form {
	json := appendRecords(nil, records)
	var b bytes.Buffer
	b.Grow(len(json) + 512)
	w := multipart.NewWriter(&b)
	field, _ := w.CreateFormField(formField) // writing to a Buffer can't fail
	field.Write(json)
	w.Close()
	return &form{contentType: w.FormDataContentType(), bytes: b.Bytes()}
}

// newKey is an idempotency key.
func newKey() string {
	var key [16]byte
	rand.Read(key[:]) // never fails
	return hex.EncodeToString(key[:])
}

// delivery hands out the body for one request, and knows whether any of it was
// taken. What nobody took the server can't have: that is true of any transport,
// whichever connections it makes, loses and replaces. A taken body may lie
// unsent in some buffer, which nobody can tell.
type delivery struct {
	body []byte

	mu     sync.Mutex
	taken  int // readers of which anything was taken
	closed bool
}

// reader is the body from its start. net/http asks for another one if a
// connection turned out to be closed before anything was written to it.
func (d *delivery) reader() (io.ReadCloser, error) {
	return io.NopCloser(&deliveryReader{delivery: d, rest: bytes.NewReader(d.body)}), nil
}

// end makes sure that nothing is taken any more, be it by a goroutine that the
// transport left behind, and reports whether anything was.
func (d *delivery) end() (taken bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	return d.taken > 0
}

// repeated reports whether net/http has sent the request more than once, so that
// the answer may not be the only one there was.
func (d *delivery) repeated() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.taken > 1
}

func (d *delivery) take(first bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return errGivenUp
	}
	if first {
		d.taken++
	}
	return nil
}

var errGivenUp = errors.New("the request has been given up")

type deliveryReader struct {
	delivery *delivery
	rest     *bytes.Reader
	taken    bool
}

func (r *deliveryReader) Read(p []byte) (int, error) {
	if err := r.delivery.take(!r.taken); err != nil {
		return 0, err
	}
	r.taken = true
	return r.rest.Read(p)
}
