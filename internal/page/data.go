package page

import (
	"strconv"
	"unicode/utf8"

	"github.com/scale-sql/scale/schema"
)

// data reads the members of a record's data from behind the opening brace to
// behind the closing one.
func (r *Reader) data() error {
	last, skip := 0, 1 // no comma before the first member
	for {
		var closed bool
		var err error
		if last, skip, closed, err = r.predicted(last, skip); closed || err != nil {
			return err
		}
		if last, closed, err = r.unpredicted(last, skip == 1); closed || err != nil {
			return err
		}
		skip = 0
	}
}

// predicted reads members for as long as their keys are the predicted ones and
// written without white space. It starts and ends between members: last is the
// entry of the key before, skip is 1 if there was none yet.
//
// It is the reader's inner loop. A plain string is read right here; everything
// else is left to value.
func (r *Reader) predicted(last, skip int) (int, int, bool, error) {
	buf, p, end := r.buf, r.p, r.end
	for {
		if buf[p] == '}' {
			r.p = p + 1
			return last, skip, true, nil
		}
		next := r.keys.entries[last].next
		entry := &r.keys.entries[next]
		raw := entry.raw[skip:]
		q := p + len(raw)
		if next == 0 || q > end || string(buf[p:q]) != raw {
			r.p = p
			return last, skip, false, nil
		}
		i := int(entry.slot)
		if i >= 0 && r.slots[i].gen == r.gen {
			return 0, 0, false, r.twice(r.base+int64(p+1-skip), i)
		}
		last, skip = int(next), 0
		if buf[q] == '"' {
			e, high := plain(buf, q+1)
			if buf[e] == '"' && (high&highBits == 0 || utf8.Valid(buf[q+1:e])) {
				if i >= 0 {
					r.set(i, schema.String, buf[q+1:e:e], r.base+int64(q+1))
				}
				p = e + 1
				continue
			}
		}
		r.p = q
		if err := r.value(i); err != nil {
			return 0, 0, false, err
		}
		buf, p, end = r.buf, r.p, r.end
	}
}

// unpredicted reads one member in the general way, or the end of the data.
func (r *Reader) unpredicted(last int, first bool) (entry int, closed bool, err error) {
	more, err := r.separator(first, '}', "',' or '}' in the data of a record")
	if !more || err != nil {
		return 0, true, err
	}
	if err := r.quote("the key of a field"); err != nil {
		return 0, false, err
	}
	start := r.offset()
	text, escaped, err := r.str()
	if err != nil {
		return 0, false, err
	}
	entry, slot := r.keys.find(last, r.since(text, 1), escaped)
	if slot >= 0 && r.slots[slot].gen == r.gen {
		return 0, false, r.twice(start, slot)
	}
	if slot == ambiguous {
		return 0, false, r.wrong(start, "a key may be the field of that name, or the one without the object's name before it")
	}
	if err := r.colon(); err != nil {
		return 0, false, err
	}
	return entry, false, r.value(slot)
}

func (r *Reader) twice(offset int64, slot int) error {
	return r.wrong(offset, "field "+strconv.Quote(r.keys.fields[slot])+" occurs twice in a record")
}

func (r *Reader) set(i int, kind schema.Kind, text []byte, start int64) {
	r.cells[i] = schema.Cell{Kind: kind, Text: text}
	r.slots[i] = slot{r.gen, start}
	r.count++
}

// value reads the value of a field into the cell i, or skips it if i < 0.
func (r *Reader) value(i int) error {
	c, err := r.space()
	if err != nil {
		return err
	}
	if i < 0 {
		return r.skip()
	}
	start := r.offset()
	switch c {
	case '"':
		return r.stringValue(i)
	case 't':
		err = r.literal("true")
		r.set(i, schema.True, nil, start)
	case 'f':
		err = r.literal("false")
		r.set(i, schema.False, nil, start)
	case 'n':
		err = r.literal("null")
		r.set(i, schema.Null, nil, start)
	case '{', '[':
		if err = r.skip(); err == nil {
			r.set(i, schema.Composite, r.since(start, 0), start)
		}
	default:
		if err = r.scalar(c); err == nil {
			r.set(i, schema.Number, r.since(start, 0), start)
		}
	}
	return err
}

func (r *Reader) stringValue(i int) error {
	start, escaped, err := r.str()
	if err != nil {
		return err
	}
	text := r.since(start, 1)
	if escaped {
		text = unescape(text)
	}
	r.set(i, schema.String, text, start)
	return nil
}
