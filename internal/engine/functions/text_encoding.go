package functions

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// textEncodings write texts and numbers in other alphabets.
var textEncodings = []entry{
	{name: "my_hex", args: []int{1}, run: hexadecimal},
	{name: "my_unhex", args: []int{1}, run: unhexadecimal},
	{name: "my_md5", args: []int{1}, run: func(c call) (sqlite.Value, error) { return textResult(fmt.Sprintf("%x", md5.Sum([]byte(c.text(0))))) }},
	{name: "my_sha1", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return textResult(fmt.Sprintf("%x", sha1.Sum([]byte(c.text(0)))))
	}},
	{name: "my_sha2", args: []int{2}, run: sha2},
	{name: "my_crc32", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(crc32.ChecksumIEEE([]byte(c.text(0)))))
	}},
	{name: "my_ascii", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		if s := c.text(0); s != "" {
			return intResult(int64(s[0]))
		}
		return intResult(0)
	}},
	{name: "my_ord", args: []int{1}, run: ord},
	{name: "my_char", args: []int{anyArgs}, run: char, kind: seesNull},
	{name: "my_conv", args: []int{3}, run: conv},
	{name: "my_bin", args: []int{1}, run: func(c call) (sqlite.Value, error) { return inBase(c.text(0), 10, 2) }},
	{name: "my_oct", args: []int{1}, run: func(c call) (sqlite.Value, error) { return inBase(c.text(0), 10, 8) }},
	{name: "my_to_base64", args: []int{1}, run: toBase64},
	{name: "my_from_base64", args: []int{1}, run: fromBase64},
	{name: "my_make_set", args: []int{anyArgs}, run: makeSet, kind: seesNull},
	{name: "my_export_set", args: []int{3, 4, 5}, run: exportSet},
	{name: "my_quote", args: []int{1}, run: quote, kind: seesNull},
	{name: "my_soundex", args: []int{1}, run: func(c call) (sqlite.Value, error) { return textResult(soundex(c.text(0))) }},
	{name: "my_format", args: []int{2}, run: format},
}

// hexadecimal is HEX: a number's digits, or those of each byte of a text.
func hexadecimal(c call) (sqlite.Value, error) {
	switch c.args[0].Type() {
	case sqlite.TypeInteger, sqlite.TypeFloat:
		return textResult(strings.ToUpper(strconv.FormatUint(uint64(c.int(0)), 16)))
	}
	s := c.text(0)
	if len(s) > maxText/2 {
		return null, nil
	}
	return textResult(strings.ToUpper(hex.EncodeToString([]byte(s))))
}

// unhexadecimal is UNHEX, NULL for anything but hexadecimal digits.
func unhexadecimal(c call) (sqlite.Value, error) {
	digits := c.text(0)
	if len(digits)%2 == 1 {
		digits = "0" + digits
	}
	b, err := hex.DecodeString(digits)
	if err != nil {
		return null, nil
	}
	return textResult(string(b))
}

// sha2 is SHA2(s, bits), NULL for a length that there is none of; 0 is 256.
func sha2(c call) (sqlite.Value, error) {
	s := []byte(c.text(0))
	switch c.int(1) {
	case 0, 256:
		return textResult(fmt.Sprintf("%x", sha256.Sum256(s)))
	case 224:
		return textResult(fmt.Sprintf("%x", sha256.Sum224(s)))
	case 384:
		return textResult(fmt.Sprintf("%x", sha512.Sum384(s)))
	case 512:
		return textResult(fmt.Sprintf("%x", sha512.Sum512(s)))
	}
	return null, nil
}

// ord is ORD: the bytes of the first character as one number.
func ord(c call) (sqlite.Value, error) {
	s := c.text(0)
	_, size := utf8.DecodeRuneInString(s)
	var n int64
	for i := range size {
		n = n<<8 | int64(s[i])
	}
	return intResult(n)
}

// char is CHAR(n, ...): the bytes of each number, NULL left out.
func char(c call) (sqlite.Value, error) {
	var b []byte
	for i := range c.args {
		if c.isNull(i) {
			continue
		}
		n := uint32(c.int(i))
		for shift := 24; shift >= 0; shift -= 8 {
			if shift == 0 || n>>shift != 0 {
				b = append(b, byte(n>>shift))
			}
		}
	}
	return textResult(string(b))
}

// quote is QUOTE: a text as a literal of a statement, and the word NULL for NULL.
func quote(c call) (sqlite.Value, error) {
	if c.isNull(0) {
		return textResult("NULL")
	}
	s := c.text(0)
	if len(s) > maxText/2 {
		return null, nil
	}
	replacer := strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\x00", `\0`, "\x1a", `\Z`)
	return textResult("'" + replacer.Replace(s) + "'")
}
