package page

import (
	"slices"
	"strings"
)

const (
	maxLearnt    = 4096 // keys that are remembered
	maxLearntKey = 512  // bytes of a key that is remembered
)

// keys finds the field that a key of a record's data stands for.
//
// Records of a page hold the same keys in the same order, or nearly so. So
// each key that was met is an entry that remembers its successor: the reader
// compares the bytes it has with those of the predicted entry, and looks a key
// up only if the prediction was wrong.
type keys struct {
	object  string
	fields  []string
	known   func(string) bool // whether a name is that of a field, or nil
	entries []entry           // the first stands for the start of the data
	byRaw   map[string]int32  // from a key as written to its entry
	scratch []byte
}

// entry is a key that was met.
type entry struct {
	raw  string // as written, with what surrounds it: ,"key":
	next int32  // the entry that followed it last, or 0
	slot int32  // its field, or -1
}

// key returns the key as written.
func (e *entry) key() string { return e.raw[2 : len(e.raw)-2] }

func (k *keys) knows(object string, fields []string) bool {
	return k.entries != nil && k.object == object && slices.Equal(k.fields, fields)
}

func (k *keys) forget(object string, fields []string) {
	k.object = strings.Clone(object)
	k.fields = append(k.fields[:0], fields...)
	k.entries = append(k.entries[:0], entry{raw: `,"":`, slot: -1})
	if k.byRaw == nil {
		k.byRaw = make(map[string]int32)
	}
	clear(k.byRaw)
}

// find returns the entry and the field of a key that follows the entry last.
// A key that can't be remembered has the entry 0.
func (k *keys) find(last int, raw []byte, escaped bool) (entry, slot int) {
	if next := k.entries[last].next; next != 0 && k.entries[next].key() == string(raw) {
		return int(next), int(k.entries[next].slot)
	}
	next, ok := k.byRaw[string(raw)]
	if !ok {
		key := raw
		if escaped {
			k.scratch = append(k.scratch[:0], raw...)
			key = unescape(k.scratch)
		}
		slot = k.resolve(key)
		if slot == ambiguous || len(raw) > maxLearntKey || len(k.entries) > maxLearnt {
			return 0, slot
		}
		next = k.learn(string(raw), slot)
	}
	k.entries[last].next = next
	return int(next), int(k.entries[next].slot)
}

func (k *keys) learn(raw string, slot int) int32 {
	n := int32(len(k.entries))
	k.entries = append(k.entries, entry{raw: `,"` + raw + `":`, slot: int32(slot)})
	k.byRaw[k.entries[n].key()] = n
	return n
}

// ambiguous is no field, but a key that may stand for either of two: the wanted
// one of a server that writes the object's name before each, or the field whose
// name begins with that of the object.
const ambiguous = -2

// resolve returns the wanted field a key stands for, or -1: the one of this
// name, with or without the object's name before it, or else the only one that
// differs in case alone. The name of another field stands for that one.
func (k *keys) resolve(key []byte) int {
	name := string(key)
	if i := slices.Index(k.fields, name); i >= 0 {
		return i
	}
	short, cut := k.withoutObject(name)
	i := -1
	if cut {
		i = slices.Index(k.fields, short)
	}
	if k.known != nil && k.known(name) {
		if i >= 0 {
			return ambiguous
		}
		return -1
	}
	if i >= 0 {
		return i
	}
	i = k.folded(name)
	if i < 0 && cut {
		i = k.folded(short)
	}
	return i
}

// withoutObject cuts the object's name off "object.field".
func (k *keys) withoutObject(name string) (string, bool) {
	n := len(k.object)
	if n == 0 || len(name) <= n+1 || name[n] != '.' || !equalASCII(name[:n], k.object) {
		return name, false
	}
	return name[n+1:], true
}

// folded returns the only field that equals the name but for case, or -1.
func (k *keys) folded(name string) int {
	found := -1
	for i, f := range k.fields {
		if strings.EqualFold(f, name) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// equalASCII compares two texts of one length, without the case of ASCII
// letters.
func equalASCII(a, b string) bool {
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
