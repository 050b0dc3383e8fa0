package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/scale-sql/scale/translate/syntax"
)

// runSource runs a text or a file, - being standard input.
func (s *shell) runSource(ctx context.Context, src source, in io.Reader) error {
	if src.path == "" {
		return s.ended(s.runText(ctx, src.text))
	}
	if src.path != "-" {
		return s.ended(s.runFile(ctx, src.path))
	}
	return s.ended(s.runReader(ctx, in, "standard input"))
}

// ended makes \q the ordinary end of an input.
func (s *shell) ended(err error) error {
	if errors.Is(err, errQuit) {
		return nil
	}
	return err
}

// runText runs statements of which the last needs no semicolon.
func (s *shell) runText(ctx context.Context, text string) error {
	scanner := syntax.NewScanner(s.sql)
	scanner.Add(text)
	if err := s.drain(ctx, scanner, ""); err != nil {
		return err
	}
	rest, open := scanner.Rest()
	if open == syntax.OpenNothing {
		return nil
	}
	return s.failed(s.statement(ctx, rest.Text), rest, "")
}

func (s *shell) runFile(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return s.runReader(ctx, file, path)
}

// runReader runs statements as they come.
func (s *shell) runReader(ctx context.Context, in io.Reader, name string) error {
	scanner := syntax.NewScanner(s.sql)
	lines := &lineReader{in: in}
	for {
		text, err := lines.next()
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s: %w", visible(name, false), err)
		}
		scanner.Add(text)
		if err := s.drain(ctx, scanner, name); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return errInterrupted
		}
		if err == io.EOF {
			break
		}
	}
	rest, open := scanner.Rest()
	if open == syntax.OpenNothing {
		return nil
	}
	return s.failed(s.unended(ctx, rest), rest, name)
}

// unended runs a last statement without its semicolon, unless it may be the half of
// one that writes: UPDATE t SET a = 1 means something else without its WHERE.
func (s *shell) unended(ctx context.Context, rest syntax.Part) error {
	switch kind, _ := s.kindOf(rest.Text); kind {
	case syntax.Select, syntax.Show, syntax.Describe, syntax.Explain, 0:
		return s.statement(ctx, rest.Text)
	}
	return errors.New("the input ends without the semicolon of this statement, which may be cut off; it was not run")
}

// lineReader reads as many whole lines as there are.
type lineReader struct {
	in   io.Reader
	buf  []byte
	kept []byte // of a line that has not ended
}

// chunk is how much is read at once.
const chunk = 1 << 20

// next returns at least one line, or what is left along with io.EOF.
func (r *lineReader) next() (string, error) {
	if r.buf == nil {
		r.buf = make([]byte, chunk)
	}
	for {
		n, err := r.in.Read(r.buf)
		r.kept = append(r.kept, r.buf[:n]...)
		if err != nil {
			text := string(r.kept)
			r.kept = nil
			return text, err
		}
		if end := bytes.LastIndexByte(r.kept, '\n') + 1; end > 0 {
			text := string(r.kept[:end])
			r.kept = append(r.kept[:0], r.kept[end:]...)
			return text, nil
		}
	}
}
