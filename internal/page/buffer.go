package page

import (
	"errors"
	"fmt"
	"io"

	"github.com/scale-sql/scale/schema"
)

// MaxRecord is the size in bytes of the largest record, or other member of the
// page, that a Reader reads.
const MaxRecord = 16 << 20

const (
	chunk    = 64 << 10 // size of the first buffer
	maxIdle  = 1 << 20  // a larger buffer is not kept for the next page
	slack    = 8        // bytes behind the buffer's end that may be looked at
	maxHead  = 1024
	maxEmpty = 100 // reads without bytes or error before io.ErrNoProgress

	// maxBetween bounds what may come between two records, and before the first
	// and behind the last one: white space, and members that nobody asked for.
	maxBetween = 4 * MaxRecord
)

// input is the part of the page that is in memory.
//
// buf[end] is always 0, which is no part of any token. So a loop over the
// bytes of a token stops there by itself, and only then looks whether it has
// met the end of the buffer or a real 0.
type input struct {
	src    io.Reader
	srcErr error // what the source said with its last bytes
	buf    []byte
	p      int   // the next byte to look at
	end    int   // end of the bytes read
	keep   int   // start of the bytes that must stay, or -1: from p on
	base   int64 // offset in the page of buf[0]
	last   int64 // offset behind the last record
	head   []byte
}

func (in *input) reset(src io.Reader) {
	if len(in.buf) == 0 || len(in.buf) > maxIdle {
		in.buf = make([]byte, chunk)
	}
	in.src, in.srcErr = src, nil
	if src == nil {
		in.srcErr = io.EOF
	}
	in.p, in.end, in.keep, in.base, in.last = 0, 0, -1, 0, 0
	in.buf[0] = 0
	in.head = in.head[:0]
}

// offset returns where in the page the next byte is. Positions that outlive a
// fill are kept as such offsets, since fill may move the bytes.
func (in *input) offset() int64 { return in.base + int64(in.p) }

// since returns the bytes from an offset to the next byte, less the last cut.
func (in *input) since(start int64, cut int) []byte {
	e := in.p - cut
	return in.buf[int(start-in.base):e:e]
}

// fill reads at least one more byte. It is called only when the next byte is
// needed and not in the buffer, so that a record that has arrived is delivered
// without waiting for more.
func (r *Reader) fill() error {
	err := r.read()
	if err == io.EOF {
		err = r.tooEarly()
	}
	return err
}

// read is fill where the page may end: it returns io.EOF then.
func (r *Reader) read() error {
	if r.srcErr != nil {
		return r.srcErr
	}
	if r.keep >= 0 && r.end-r.keep >= MaxRecord {
		return r.tooLarge()
	}
	if r.base+int64(r.end)-r.last > maxBetween {
		return fmt.Errorf("page: %w behind byte %d", ErrNoRecords, r.last)
	}
	if r.end == len(r.buf)-slack {
		r.makeRoom()
	}
	for range maxEmpty {
		n, err := r.src.Read(r.buf[r.end : len(r.buf)-slack])
		if n < 0 || n > len(r.buf)-slack-r.end {
			r.srcErr = errors.New("page: the source returned an impossible count")
			return r.srcErr
		}
		r.srcErr = err
		if n > 0 {
			r.arrived(n)
			return nil
		}
		if err != nil {
			return err
		}
	}
	r.srcErr = io.ErrNoProgress
	return r.srcErr
}

// arrived takes n more bytes into the buffer.
func (r *Reader) arrived(n int) {
	if room := maxHead - len(r.head); room > 0 {
		r.head = append(r.head, r.buf[r.end:r.end+min(n, room)]...)
	}
	r.end += n
	r.buf[r.end] = 0
}

// makeRoom moves the bytes that must stay to the front of the buffer, and into
// a larger one if they fill more than half of it: so each byte is moved a
// bounded number of times.
func (r *Reader) makeRoom() {
	from := r.keep
	if from < 0 {
		from = r.p
	}
	to, size := r.buf, len(r.buf)-slack
	if r.end-from > size/2 && size < MaxRecord+chunk {
		to = make([]byte, min(2*size, MaxRecord+chunk)+slack)
	}
	copy(to, r.buf[from:r.end])
	r.buf = to
	r.base += int64(from)
	r.p -= from
	r.end -= from
	r.buf[r.end] = 0
	if r.keep >= 0 {
		r.keep = 0
		r.rebase()
	}
}

// rebase lets the texts of the current record follow the bytes.
func (r *Reader) rebase() {
	r.id.Text = r.moved(r.id, r.idStart)
	for i := range r.cells {
		if r.slots[i].gen == r.gen {
			r.cells[i].Text = r.moved(r.cells[i], r.slots[i].start)
		}
	}
}

func (r *Reader) moved(c schema.Cell, start int64) []byte {
	if len(c.Text) == 0 {
		return nil
	}
	s := int(start - r.base)
	e := s + len(c.Text)
	return r.buf[s:e:e]
}

// tooEarly returns the error for a page that ends in its middle.
func (r *Reader) tooEarly() error {
	if r.base+int64(r.end) == 0 {
		return fmt.Errorf("page: the answer is empty: %w", io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("page: the answer ends too early, at byte %d: %w",
		r.base+int64(r.end), io.ErrUnexpectedEOF)
}
