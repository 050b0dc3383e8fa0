package api

import (
	"errors"
	"fmt"

	"github.com/scale-sql/scale/internal/page"
)

// judge looks at what a page that was read to its end said besides records.
func (s *Scan) judge() error {
	r := s.reader.Report()
	for _, m := range r.Members {
		if isErrorMember(m.Name, m.Value) || isFailureMember(m.Name, m.Value) {
			return s.client.newError(s.cur.answer, s.reader.Head())
		}
	}
	if !r.Objects {
		return s.client.newError(s.cur.answer, s.reader.Head())
	}
	return nil
}

// pageError says where a page could not be read.
func (s *Scan) pageError(err error) error {
	if ctxErr := s.ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	a := s.cur.answer
	var bad *page.SyntaxError
	if errors.As(err, &bad) && !looksLikeJSON(s.reader.Head()) {
		return s.client.notJSON(a, s.reader.Head())
	}
	text := fmt.Sprintf("scale: object %q: reading the page of GET %s: %v", s.req.Object.Name, a.path(), err)
	return &requestError{text: s.client.redact(text), cause: err}
}
