package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// trace is all that a Reader makes of a page, as text that can be compared.
type trace struct {
	rows    []string
	members []string
	objects bool
	err     error
}

// traceOf reads all of a page.
func traceOf(r *Reader, src io.Reader, object string, fields []string) trace {
	r.Reset(src, object, fields)
	var t trace
	for {
		ok, err := r.Next()
		if !ok {
			t.err = err
			break
		}
		t.rows = append(t.rows, rowText(r.ID(), r.Cells()))
	}
	t.objects = r.Report().Objects
	for _, m := range r.Report().Members {
		t.members = append(t.members, m.Name+"="+string(m.Value))
	}
	return t
}

func rowText(id schema.Cell, cells []schema.Cell) string {
	var b strings.Builder
	b.WriteString(cellText(id))
	for _, c := range cells {
		b.WriteByte('|')
		b.WriteString(cellText(c))
	}
	return b.String()
}

// cellText writes a cell with a letter for its kind.
func cellText(c schema.Cell) string {
	if cap(c.Text) != len(c.Text) {
		return "CAPACITY NOT CLIPPED"
	}
	return "-0s#TFc"[c.Kind:c.Kind+1] + string(c.Text)
}

// errText writes what must not depend on how a page arrives: not the bytes an
// error quotes.
func errText(err error) string {
	var syntax *SyntaxError
	switch {
	case err == nil:
		return "none"
	case errors.As(err, &syntax):
		msg, _, _ := strings.Cut(syntax.Msg, ", found")
		return fmt.Sprintf("%d %s", syntax.Offset, msg)
	}
	return err.Error()
}

func (t trace) String() string {
	return fmt.Sprintf("rows %q\nmembers %q objects %v\nerror %s", t.rows, t.members, t.objects, errText(t.err))
}

// smallReader returns a Reader whose buffer is so small that bytes are moved
// all the time.
func smallReader() *Reader {
	r := NewReader()
	r.buf = make([]byte, 16+slack)
	return r
}

// splitReader returns the bytes of a page in pieces whose sizes come from a
// simple generator.
type splitReader struct {
	page []byte
	seed uint32
}

func (s *splitReader) Read(p []byte) (int, error) {
	s.seed = s.seed*1664525 + 1013904223
	n := int(s.seed >> 29)
	if s.seed>>20&7 == 0 {
		n *= 9
	}
	n = min(n, len(p), len(s.page))
	copy(p, s.page[:n])
	s.page = s.page[n:]
	if len(s.page) == 0 && (n == 0 || s.seed>>16&1 == 0) {
		return n, io.EOF
	}
	return n, nil
}

// oneByte returns one byte a Read.
type oneByte struct{ src *bytes.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.src.Read(p[:min(1, len(p))]) }
