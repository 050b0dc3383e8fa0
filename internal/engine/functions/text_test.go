package functions

import (
	"math"
	"testing"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// The values are those of MySQL's manual where it has an example.
func TestTexts(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_concat('My', 'S', 'QL')", "'MySQL'"}, {"my_concat('My', NULL, 'QL')", "NULL"}, {"my_concat(14.3)", "'14.3'"}, {"my_concat(1, 'a', 1e20)", "'1a1e20'"},
		{"my_concat_ws(',', 'First name', 'Second name', 'Last Name')", "'First name,Second name,Last Name'"}, {"my_concat_ws(',', 'First name', NULL, 'Last Name')", "'First name,Last Name'"},
		{"my_concat_ws(NULL, 'a')", "NULL"}, {"my_concat_ws(',', NULL)", "''"}, {"my_concat_ws(',', '', 'a', '')", "',a,'"},
		{"my_upper('éà ß œ')", "'ÉÀ ß Œ'"}, {"my_lower('QUADRATICALLY É')", "'quadratically é'"}, {"my_hex(my_upper(my_unhex('61ff62')))", "'41FF42'"},
		{"my_length('text')", "4"}, {"my_length('é')", "2"}, {"my_char_length('é😀')", "2"}, {"my_length(NULL)", "NULL"}, {"my_length(12.5)", "4"},
		{"my_reverse('abc')", "'cba'"}, {"my_reverse('aé😀')", "'😀éa'"},
		{"my_replace('www.mysql.com', 'w', 'Ww')", "'WwWwWw.mysql.com'"}, {"my_replace('aA', 'A', 'x')", "'ax'"}, {"my_replace('abc', '', 'x')", "'abc'"},
		{"my_repeat('MySQL', 3)", "'MySQLMySQLMySQL'"}, {"my_repeat('a', -1)", "''"}, {"my_repeat('a', 99999999999)", "NULL"}, {"my_repeat('', 99999999999)", "''"}, {"my_repeat('ab', 9000000)", "NULL"},
		{"my_space(6)", "'      '"}, {"my_space(-1)", "''"}, {"my_space(999999999)", "NULL"},
		{"my_lpad('hi', 4, '??')", "'??hi'"}, {"my_lpad('hi', 1, '??')", "'h'"}, {"my_rpad('hi', 5, '?')", "'hi???'"}, {"my_rpad('hi', 1, '?')", "'h'"}, {"my_lpad('é', 4, 'àb')", "'àbàé'"},
		{"my_lpad('hi', -1, '?')", "NULL"}, {"my_lpad('hi', 5, '')", "NULL"}, {"my_lpad('hi', 2, '')", "'hi'"}, {"my_rpad('hi', 999999999, 'x')", "NULL"}, {"my_lpad('hi', 0, '?')", "''"},
		{"my_length(my_concat(my_space(16777216), 'x'))", "NULL"}, {"my_length(my_replace(my_space(9000000), ' ', 'ab'))", "NULL"},
	})
}

func TestTextParts(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_substring('Quadratically', 5)", "'ratically'"}, {"my_substring('foobarbar', 4)", "'barbar'"}, {"my_substring('Quadratically', 5, 6)", "'ratica'"},
		{"my_substring('Sakila', -3)", "'ila'"}, {"my_substring('Sakila', -5, 3)", "'aki'"}, {"my_substring('Sakila', -4, 2)", "'ki'"}, {"my_substring('Sakila', 0)", "''"}, {"my_substring('Sakila', -7)", "''"}, {"my_substring('Sakila', 7)", "''"}, {"my_substring('Sakila', 2, -1)", "''"}, {"my_substring('Sakila', 2, 0)", "''"},
		{"my_substring('éàü', 2, 1)", "'à'"}, {"my_substring('éàü', -2)", "'àü'"}, {"my_substring('abc', 9223372036854775807, 9223372036854775807)", "''"}, {"my_substring('abc', -9223372036854775808)", "''"}, {"my_substring('abc', 2, 9223372036854775807)", "'bc'"},
		{"my_left('foobarbar', 5)", "'fooba'"}, {"my_left('é', 0)", "''"}, {"my_left('é', -1)", "''"}, {"my_left('éa', 1)", "'é'"}, {"my_right('foobarbar', 4)", "'rbar'"}, {"my_right('aé', 1)", "'é'"}, {"my_right('a', 5)", "'a'"}, {"my_right('a', -1)", "''"},
		{"my_substring_index('www.mysql.com', '.', 2)", "'www.mysql'"}, {"my_substring_index('www.mysql.com', '.', -2)", "'mysql.com'"}, {"my_substring_index('www.mysql.com', '.', 5)", "'www.mysql.com'"}, {"my_substring_index('www.mysql.com', '.', -5)", "'www.mysql.com'"}, {"my_substring_index('a.b', '.', 0)", "''"}, {"my_substring_index('a.b', '', 1)", "''"}, {"my_substring_index('aXbxc', 'x', 1)", "'aXb'"},
		{"my_trim('  bar   ', ' ', 'both')", "'bar'"}, {"my_trim('xxxbarxxx', 'x', 'leading')", "'barxxx'"}, {"my_trim('xxxbarxxx', 'x', 'both')", "'bar'"}, {"my_trim('barxxyz', 'xyz', 'trailing')", "'barx'"}, {"my_trim('a', '', 'both')", "'a'"}, {"my_trim('xxx', 'x', 'both')", "''"},
		{"my_insert('Quadratic', 3, 4, 'What')", "'QuWhattic'"}, {"my_insert('Quadratic', -1, 4, 'What')", "'Quadratic'"}, {"my_insert('Quadratic', 3, 100, 'What')", "'QuWhat'"}, {"my_insert('Quadratic', 3, -1, 'What')", "'QuWhat'"}, {"my_insert('abc', 4, 1, 'x')", "'abc'"}, {"my_insert('éàü', 2, 1, 'x')", "'éxü'"},
		{"my_elt(1, 'Aa', 'Bb')", "'Aa'"}, {"my_elt(2, 'Aa', 'Bb')", "'Bb'"}, {"my_elt(3, 'Aa', 'Bb')", "NULL"}, {"my_elt(0, 'Aa')", "NULL"}, {"my_elt(1, NULL, 'a')", "NULL"}, {"my_elt(2, NULL, 'a')", "'a'"}, {"my_elt(NULL, 'a')", "NULL"},
	})
}

func TestTextSearches(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_locate('bar', 'foobarbar', 1)", "4"}, {"my_locate('xbar', 'foobar')", "0"}, {"my_locate('bar', 'foobarbar', 5)", "7"}, {"my_locate('BAR', 'foobar', 1)", "4"}, {"my_locate_bin('BAR', 'foobar', 1)", "0"}, {"my_locate('E', 'àé', 1)", "2"}, {"my_locate('strasse', 'xstraße', 1)", "2"},
		{"my_locate('', 'abc', 1)", "1"}, {"my_locate('', 'abc', 4)", "4"}, {"my_locate('', 'abc', 5)", "0"}, {"my_locate('a', 'abc', 0)", "0"}, {"my_locate('a', 'abc', -1)", "0"}, {"my_locate('a', 'éaa', 3)", "3"}, {"my_locate(NULL, 'a', 1)", "NULL"}, {"my_locate_bin('a', 'éaa', 3)", "3"},
		{"my_field('Bb', 'Aa', 'Bb', 'Cc', 'Dd', 'Ff')", "2"}, {"my_field('Gg', 'Aa', 'Bb')", "0"}, {"my_field(NULL, 'a')", "0"}, {"my_field('b', NULL, 'B ')", "2"}, {"my_field_bin('b', 'B', 'b')", "2"}, {"my_field(2, 1, 2)", "2"},
		{"my_find_in_set('b', 'a,b,c,d')", "2"}, {"my_find_in_set('É', 'a,e')", "2"}, {"my_find_in_set('a,b', 'a,b')", "0"}, {"my_find_in_set('', '')", "0"}, {"my_find_in_set('', 'a,')", "2"}, {"my_find_in_set(NULL, 'a')", "NULL"},
		{"my_strcmp('text', 'text2')", "-1"}, {"my_strcmp('text2', 'text')", "1"}, {"my_strcmp('text', 'TÉXT')", "0"}, {"my_strcmp_bin('text', 'TEXT')", "1"},
	})
}

func TestTextEncodings(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_hex('abc')", "'616263'"}, {"my_hex(255)", "'FF'"}, {"my_hex(-1)", "'FFFFFFFFFFFFFFFF'"}, {"my_hex(10.5)", "'A'"}, {"my_unhex('4D7953514C')", "'MySQL'"}, {"my_unhex('GG')", "NULL"}, {"my_unhex('A')", "'\n'"}, {"my_unhex('')", "''"},
		{"my_md5('testing')", "'ae2b1fca515949e5d54fb22b8ed95575'"}, {"my_sha1('abc')", "'a9993e364706816aba3e25717850c26c9cd0d89d'"}, {"my_sha2('abc', 224)", "'23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'"}, {"my_sha2('abc', 0) = my_sha2('abc', 256)", "1"}, {"my_length(my_sha2('abc', 512))", "128"}, {"my_length(my_sha2('abc', 384))", "96"}, {"my_sha2('abc', 1)", "NULL"},
		{"my_crc32('MySQL')", "3259397556"}, {"my_crc32('mysql')", "2501908538"}, {"my_ascii('2')", "50"}, {"my_ascii(2)", "50"}, {"my_ascii('dx')", "100"}, {"my_ascii('')", "0"}, {"my_ascii('é')", "195"}, {"my_ord('2')", "50"}, {"my_ord('é')", "50089"}, {"my_ord('')", "0"},
		{"my_char(77, 121, 83, 81, '76')", "'MySQL'"}, {"my_char(77, 77.3, '77.3')", "'MMM'"}, {"my_hex(my_char(256))", "'0100'"}, {"my_hex(my_char(65536))", "'010000'"}, {"my_char(NULL, 65)", "'A'"}, {"my_hex(my_char(0))", "'00'"},
		{"my_conv('a', 16, 2)", "'1010'"}, {"my_conv('6E', 18, 8)", "'172'"}, {"my_conv(-17, 10, -18)", "'-H'"}, {"my_conv(40, 10, 10)", "'40'"}, {"my_conv('a', 1, 2)", "NULL"}, {"my_conv('a', 16, 37)", "NULL"}, {"my_conv(-1, 10, 16)", "'FFFFFFFFFFFFFFFF'"}, {"my_conv('zz', 10, 16)", "'0'"}, {"my_conv('99999999999999999999', 10, 16)", "'FFFFFFFFFFFFFFFF'"}, {"my_conv('', 10, 16)", "NULL"}, {"my_conv('-99999999999999999999', -10, -10)", "'-9223372036854775808'"}, {"my_conv('5', -9223372036854775808, 2)", "NULL"},
		{"my_bin(12)", "'1100'"}, {"my_oct(12)", "'14'"}, {"my_bit_count(29)", "4"}, {"my_bit_count(-1)", "64"}, {"my_bin(NULL)", "NULL"},
		{"my_quote('Don''t!')", `''Don\'t!''`}, {"my_quote(NULL)", "'NULL'"}, {`my_quote('a\b')`, `''a\\b''`},
		{"my_soundex('Hello')", "'H400'"}, {"my_soundex('Quadratically')", "'Q36324'"}, {"my_soundex('')", "''"}, {"my_soundex('123')", "''"}, {"my_soundex('été')", "'É300'"},
		{"my_format('12332.123456', 4)", "'12,332.1235'"}, {"my_format('12332.1', 4)", "'12,332.1000'"}, {"my_format('12332.2', 0)", "'12,332'"}, {"my_format(-1234567, 2)", "'-1,234,567.00'"}, {"my_format(999, 0)", "'999'"}, {"my_format(1234.5, 0)", "'1,234'"}, {"my_format('1234.5', -3)", "'1,235'"}, {"my_format(0.5, 99)", "'0.500000000000000000000000000000'"},
	})
}

// TestNullArguments: a function that doesn't say otherwise is NULL of NULL.
func TestNullArguments(t *testing.T) {
	s := newSession()
	for _, e := range scalars() {
		if e.kind&seesNull != 0 {
			continue
		}
		for _, n := range e.args {
			args := make([]sqlite.Value, max(n, 3))
			if n == 0 {
				continue
			}
			if v, err := e.call(call{session: s, args: args}); err != nil || v.Type() != sqlite.TypeNull {
				t.Errorf("%s: got %v, %v", e.name, v, err)
			}
		}
	}
}

// FuzzFunctions calls every function with any values: none panics, and none
// makes a text beyond the bound.
func FuzzFunctions(f *testing.F) {
	f.Add("-12.5e3", "a%_\\", int64(math.MinInt64), 1.5, uint16(0))
	f.Add("é\xff\u0301", "[[:<:]]a+", int64(-1), math.Inf(-1), uint16(7))
	f.Add("5:abcde0:", "", int64(math.MaxInt64), math.MaxFloat64, uint16(0x1234))
	s := newSession()
	all := scalars()
	f.Fuzz(func(t *testing.T, a, b string, n int64, x float64, order uint16) {
		pool := []sqlite.Value{sqlite.TextValue(a), sqlite.TextValue(b), sqlite.IntegerValue(n), sqlite.FloatValue(x),
			{}, sqlite.BlobValue([]byte(a)), sqlite.IntegerValue(n % 40), sqlite.TextValue("both")}
		var args []sqlite.Value
		for i := range 5 {
			args = append(args, pool[order>>(3*i)&7])
		}
		for _, e := range all {
			if e.name == "my_rand" {
				continue // it wants a statement to remember its state by
			}
			for _, count := range e.args {
				if count == anyArgs {
					count = len(args)
				}
				v := callUnguarded(e, call{session: s, args: args[:count]})
				if v.Type() == sqlite.TypeText && len(v.Text()) > maxText+len(a)+len(b)+100 {
					t.Errorf("%s made %d bytes", e.name, len(v.Text()))
				}
			}
		}
	})
}

// callUnguarded calls a function so that a panic is seen.
func callUnguarded(e entry, c call) sqlite.Value {
	if e.kind&seesNull == 0 {
		for i := range c.args {
			if c.isNull(i) {
				return null
			}
		}
	}
	v, _ := e.run(c)
	return v
}

func TestCharOffset(t *testing.T) {
	const s = "aé😀\xffz"
	for n := range 7 {
		offset, missing := charOffset(s, n)
		if got := utf8.RuneCountInString(s[:offset]); got+missing != n {
			t.Errorf("%d: offset %d, missing %d", n, offset, missing)
		}
	}
}
