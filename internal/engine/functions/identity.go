package functions

import (
	"crypto/rand"
	"fmt"
	"math"

	"zombiezen.com/go/sqlite"
)

// identities are the functions of unique ids and addresses.
var identities = []entry{
	{name: "my_uuid", args: []int{0}, run: uuid, kind: volatile},
	{name: "my_inet_aton", args: []int{1}, run: inetToNumber},
	{name: "my_inet_ntoa", args: []int{1}, run: inetOfNumber},
}

// uuid is UUID(). It is a random one, of version 4: MySQL's are of version 1, which
// tell the time and the machine.
func uuid(call) (sqlite.Value, error) {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return textResult(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
}

// inetToNumber is INET_ATON. Of an address with fewer than four numbers the last one
// is the last of the four, as of 127.1; of what is no address it is NULL.
func inetToNumber(c call) (sqlite.Value, error) {
	var n, part int64
	dots, last := 0, byte('.')
	s := c.text(0)
	for i := range len(s) {
		last = s[i]
		switch {
		case last >= '0' && last <= '9':
			part = part*10 + int64(last-'0')
		case last == '.':
			n, part, dots = n<<8+part, 0, dots+1
		default:
			return null, nil
		}
		if part > math.MaxUint8 || dots > 3 {
			return null, nil
		}
	}
	if last == '.' {
		return null, nil
	}
	if dots == 1 || dots == 2 {
		n <<= 8 * (3 - dots)
	}
	return intResult(n<<8 + part)
}

// inetOfNumber is INET_NTOA, NULL of what is no address.
func inetOfNumber(c call) (sqlite.Value, error) {
	n := c.int(0)
	if n < 0 || n > math.MaxUint32 {
		return null, nil
	}
	return textResult(fmt.Sprintf("%d.%d.%d.%d", n>>24, n>>16&255, n>>8&255, n&255))
}
