package functions

import "testing"

func TestBits(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_bits(5)", "5"}, {"my_bits(-1)", "error: BIGINT value is out of range in '(18446744073709551615)'"}, {"my_bits(NULL)", "NULL"},
		{"my_bits_text(~0)", "'18446744073709551615'"}, {"my_bits_text(~1)", "'18446744073709551614'"}, {"my_bits_text(5)", "'5'"},
		{"my_dbits('18446744073709551614')", "-2"}, {"my_dbits('9223372036854775807')", "9223372036854775807"}, {"my_dbits('9223372036854775808')", "-9223372036854775808"},
		{"my_dbits('2.5')", "3"}, {"my_dbits('-2.5')", "-3"}, {"my_dbits('1e30')", "-1"}, {"my_dbits('99999999999999999999')", "-1"},
		{"my_shift_left(1, 2)", "4"}, {"my_shift_left(1, 63)", "-9223372036854775808"}, {"my_shift_left(1, 64)", "0"}, {"my_shift_left(1, -1)", "0"},
		{"my_shift_right(4, 2)", "1"}, {"my_shift_right(-8, 60)", "15"}, {"my_shift_right(-1, 64)", "0"}, {"my_shift_right(-1, -1)", "0"},
	})
}
