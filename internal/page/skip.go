package page

// maxDepth bounds how deep arrays and objects may be nested in a value.
const maxDepth = 1000

// nesting tells for each array and object that is open which of both it is:
// bit n is set if that at depth n is an object.
type nesting [(maxDepth + 63) / 64]uint64

func (n *nesting) set(depth int, object bool) {
	n[depth/64] &^= 1 << (depth % 64)
	if object {
		n[depth/64] |= 1 << (depth % 64)
	}
}

func (n *nesting) object(depth int) bool { return n[depth/64]>>(depth%64)&1 != 0 }

// skip reads a value of any kind. It checks it as strictly as the others, and
// needs no stack for what is nested in it.
func (r *Reader) skip() error {
	for depth := 0; ; {
		c, err := r.space()
		if err != nil {
			return err
		}
		opened := false
		switch c {
		case '"':
			_, _, err = r.str()
		case '[', '{':
			if depth == maxDepth {
				return r.wrong(r.offset(), "arrays and objects are nested more than 1000 deep")
			}
			r.depth.set(depth, c == '{')
			r.p++
			depth++
			opened = true
		default:
			err = r.scalar(c)
		}
		if err != nil {
			return err
		}
		if depth, err = r.behind(depth, opened); err != nil || depth == 0 {
			return err
		}
	}
}

// behind goes on from behind a value, or from behind an opening bracket, to
// the next value in the same nest; it closes what ends before.
func (r *Reader) behind(depth int, opened bool) (int, error) {
	for depth > 0 {
		closing, what := byte(']'), "',' or ']' in an array"
		object := r.depth.object(depth - 1)
		if object {
			closing, what = '}', "',' or '}' in an object"
		}
		more, err := r.separator(opened, closing, what)
		if err != nil {
			return 0, err
		}
		if more {
			if object {
				err = r.passKey()
			}
			return depth, err
		}
		depth--
		opened = false
	}
	return 0, nil
}

// passKey reads a key and its colon.
func (r *Reader) passKey() error {
	if err := r.quote("a key"); err != nil {
		return err
	}
	if _, _, err := r.str(); err != nil {
		return err
	}
	return r.colon()
}

// empty reads an array or object that must have no members.
func (r *Reader) empty(closing byte, what string) error {
	r.p++
	c, err := r.space()
	if err != nil {
		return err
	}
	if c != closing {
		return r.expected(what)
	}
	r.p++
	return nil
}
