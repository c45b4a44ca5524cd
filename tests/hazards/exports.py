"""What exports of real surveys did, each kind at least twice: `read`, or refused with its message."""

from dataclasses import replace

from hazards import binaries
from hazards.corpus import HEADER, IDS, WRITTEN, Case, bad, lines, read, refused, workbook

COMMAS = 'csv: {delimiter: ","}\n'
KOBO = "start;end;{};region;team;_id;_uuid;_submission_time"
PEOPLE = [f"{k};abai;T{k};{k % 10 + 1};{(k * 3 + 1) % 10 + 1};{k * 7 % 10 + 1}" for k in range(1, 21)]


def moved(*rows: str, header: str) -> str:
    """A Kobo export in which questions stand in the groups of two versions of a form."""
    return "\n".join([KOBO.format(header), *(f";;{row};abai;A;{k};u{k};" for k, row in enumerate(rows)), ""])


MOVED = [
    refused(
        "moved_between_groups", "a question in the groups of two versions", moved("5;;6;", ";7;;8", header="a/s01;b/s01;a/s02;b/s02"),
        "`s01`, `s02` each fit several columns", 's01: {column: ["a/s01", "b/s01"]}', "paste", book="profile: kobo\n",
    ),
    refused(
        "moved_deeper", "a question two groups deep, and in three versions", moved("5;;;1", ";7;;2", ";;9;3", header="a/x/s01;b/s01;c/s01;s02"),
        "`s01` fits several columns", '["a/x/s01", "b/s01", "c/s01"]', book="profile: kobo\n",
    ),
    read(
        "moved_and_named", "the columns of both versions, named", moved("5;;6;", ";7;;8", header="a/s01;b/s01;a/s02;b/s02"),
        book="profile: kobo\ncolumns:\n  s01: {column: [a/s01, b/s01]}\n  s02: {column: [a/s02, b/s02]}\n", s01=[5, 7], s02=[6, 8],
    ),
    refused(
        "several_columns_that_differ", "two columns of one variable with two answers", moved("5;6;6;", header="a/s01;b/s01;a/s02;b/s02"),
        "row 2", "`5` and `6`", "columns.s01",
        book="profile: kobo\ncolumns:\n  s01: {column: [a/s01, b/s01]}\n  s02: {column: [a/s02, b/s02]}\n",
    ),
]  # fmt: skip

DATES = [
    bad("groups_of_dates", "bands that became dates of a workbook", binaries.xlsx([["id", "team", "s01"], [1, binaries.DATE, 5], [2, "10+", 6]]), "`2024-05-10` (row 2)", "1-3", "columns.team.values"),
    refused("groups_of_dates_as_text", "bands that a Russian program wrote as dates", lines("1;abai;01.мар;5;6;7", "2;abai;04.июн;5;7;6"), "`01.мар` (row 2)", "`04.июн`", "spreadsheet"),
    refused("groups_of_months", "bands that an English program wrote as dates", lines("1;abai;3-Jan;5;6;7", "2;abai;Jun-04;5;7;6"), "`3-Jan`", "`Jun-04`", "1-3"),
    refused("groups_of_iso_dates", "two dates as groups of a text file", lines("1;abai;2024-03-01;5;6;7", "2;abai;2024-06-04;5;7;6"), "`2024-03-01`", "values"),
    refused("category_that_became_a_date", "a date where a category is expected", lines("1;2024-03-01;A;5;6;7"), "column `region`", "this is a date"),
    refused("group_that_is_an_error", "an error of a formula as a group", lines("1;abai;#N/A;5;6;7", "2;abai;#ССЫЛКА!;5;7;6"), "`#N/A` (row 2)", "`#ССЫЛКА!`", "error of a formula"),
    read("group_named_like_a_date", "one group of many is called as a date", lines("1;abai;2024-01-01;5;6;7", "2;abai;Dec;5;7;6", "3;abai;1-3;6;7;5"), team=["2024-01-01", "Dec", "1-3"]),
]  # fmt: skip

HEADINGS = [
    read("headings_of_two_rows", "a question over a grid, and its rows below", "id;Rate;;;Team\n;One;Two;Three;Response\n1;5;6;7;A\n", book='profile: surveymonkey\ncsv: {delimiter: ";"}\ncolumns: {respondent_id: id, s01: One, s02: "Rate [Two]", s03: Three, team: Team}\n', s01=[5], s02=[6], s03=[7], team=["A"]),
    read("headings_joined", "two rows joined, without a profile", "id;Rate;;Trust;;Team\n;One;Two;One;Two;\n1;5;6;7;8;A\n", book=f'header_row: [1, 2]\n{WRITTEN}columns: {{respondent_id: id, s01: "Rate [One]", s02: "Rate [Two]", s03: "Trust [One]", team: Team}}\n', s01=[5], s02=[6], s03=[7], team=["A"]),
    read("headings_of_three_rows", "three rows joined", "id;Part A;;;Team\n;Rate;;Trust;\n;One;Two;One;\n1;5;6;7;A\n", book=f'header_row: [1, 2, 3]\n{WRITTEN}columns: {{respondent_id: id, s01: "Part A [Rate] [One]", s02: Two, s03: Trust, team: Team}}\n', s01=[5], s02=[6], s03=[7], team=["A"]),
    refused("heading_that_fits_two", "a row of a grid that two grids have", "id;Rate;;Trust;;Team\n;One;Two;One;Two;\n1;5;6;7;8;A\n", "`One` fits several columns", "Rate [One]", book=f"header_row: [1, 2]\n{WRITTEN}columns: {{respondent_id: id, s01: One}}\n"),
    refused("headings_below_skipped", "a second row of headings that is skipped", "id;Rate;;;Team\n;One;Two;Three;Response\n1;5;6;7;A\n", "row 1", "2 columns have no name here", "Two, Three", "header_row: [1, 2]", book=f"first_row: 3\n{WRITTEN}columns: {{respondent_id: id, s01: Rate, team: Team}}\n"),
    read("headings_code_and_text", "codes and texts in one heading", 'id. Response ID;submitdate. Date;s01. First. Of all;G1[a]. Two\n1;2024-01-01 00:00:00;5;6\n', book='profile: limesurvey\ncsv: {delimiter: ";"}\ncolumns: {s02: "G1[a]"}\n', s01=[5], s02=[6]),
]  # fmt: skip

LIME = "id,token,submitdate,region,team,s01,s02,s03"
SAME = [
    read("returned_and_completed", "a person began, and came back", lines("1,t1,,abai,A,7,,", "2,t2,,abai,B,4,,", "3,t1,2024-05-01 10:00:00,abai,A,5,4,2", "4,t2,2024-05-01 10:00:00,abai,B,3,9,8", header=LIME), book="profile: limesurvey\ncolumns: {respondent_id: token}\n", raw=4, kept=2, s02=[4, 9], reasons={"duplicate_id": 2}),
    read("returned_and_left", "a person completed, and came back to look", lines("1,t1,2024-05-01 10:00:00,abai,A,7,6,5", "2,t1,,abai,A,7,,", header=LIME), book="profile: limesurvey\ncolumns: {respondent_id: token}\n", raw=2, kept=1, s02=[6], reasons={"duplicate_id": 1}),
    read("ids_in_other_letters", "ids that differ in case, or by a sign that nobody sees", lines("AB1;abai;A;5;6;7", "ab1;abai;A;1;2;3", "c\u200bd;abai;A;5;6;8", "CD;abai;A;5;7;9"), raw=4, kept=2, s03=[7, 8], reasons={"duplicate_id": 2}),
    refused("one_id_for_all", "everybody has one id", lines(*(f"anon;{row.partition(';')[2]}" for row in PEOPLE)), "`duplicate_id` excludes 19 of 20 rows", "respondent_id", "largest_exclusion: 0.95"),
    refused("half_the_ids_shared", "one id for most", lines(*PEOPLE[:7], *(f"x;{row.partition(';')[2]}" for row in PEOPLE[7:])), "`duplicate_id` excludes 12 of 20 rows", "more than 50%"),
    refused("ids_rounded", "ids in the short form of a spreadsheet", lines("8,70101E+11;abai;A;5;6;7", "12;abai;A;5;6;8"), "column `id`", "row 2", "`8,70101e+11`", "rounded", "Export the file again"),
    refused("ids_rounded_with_point", "ids in the short form, with a point", lines("7;abai;A;5;6;7", "8.7E+11;abai;A;5;6;8"), "row 3", "`8.7e+11`", "in 1 rows"),
    refused("ids_cut_at_15_digits", "long ids that end in zeros", lines("12345678901234500;abai;A;5;6;7", "12345678901234600;abai;A;5;6;8", "12345678901234600;abai;A;6;6;8"), "rounded, in 3 rows"),
    read("ids_of_16_digits", "long ids, some of which end in a zero", lines("1234567890123450;abai;A;5;6;7", "1234567890123451;abai;A;5;6;8"), s03=[7, 8]),
    read("id_like_a_number", "an id with an e in it", lines("1e5;abai;A;5;6;7", "2E10;abai;A;5;6;8"), s03=[7, 8]),
]  # fmt: skip


NO_INTERVIEWS = [
    read("odk_rejected", "a submission that was rejected", "team,work-s01,work-s02,KEY,ReviewState,SubmissionDate\nA,5,6,u1,rejected,x\nA,7,8,u2,approved,x\nB,9,8,u3,,x\n", book="profile: odk\n", raw=3, kept=2, s01=[7, 9], reasons={"test_entry": 1}),
    read("kobo_not_approved", "a submission that was not approved", "team;work/s01;_uuid;_validation_status\nA;5;u1;Not Approved\nA;7;u2;Approved\nB;9;u3;validation_status_not_approved\n", book="profile: kobo\n", raw=3, kept=1, s01=[7], reasons={"test_entry": 2}),
    read("qualtrics_spam", "spam, a preview, and an interview that was left", "ResponseId,Status,Finished,team,s01\nx,x,x,x,x\n{\"ImportId\"},x,x,x,x\nR_1,8,True,A,5\nR_2,Survey Preview,True,A,6\nR_3,IP Address,False,A,7\nR_4,0,True,A,8\n", book="profile: qualtrics\n", raw=4, kept=2, s01=[7, 8], reasons={"test_entry": 2}),
    read("only_one_wave", "two waves in one file, nonsense in the other", lines("1;nowhere;A;5;x;7;2023", "2;abai;A;7;6;5;2024", "3;abai;B;8;6;5; 2024 ", header=f"{HEADER};year"), book=f"{WRITTEN}only: {{year: ['2024']}}\n{IDS}", raw=3, kept=2, s01=[7, 8], reasons={"left_out": 1}),
    read("only_two_columns", "rows of two columns", lines("1;abai;A;5;3;7;yes;1", "2;abai;A;7;6;5;no;1", "3;abai;B;8;6;5;;1", "4;abai;B;8;6;4;yes;2", header=f"{HEADER};consent;form"), book=f"{WRITTEN}only: {{consent: ['Yes', ''], form: ['1']}}\n{IDS}", raw=4, kept=2, s01=[5, 8], reasons={"left_out": 2}),
    refused("only_a_column_that_is_not_there", "a filter on no column", lines("1;abai;A;5;6;7"), "no column `wave` for `only`", book=f"{WRITTEN}only: {{wave: ['1']}}\n{IDS}"),
    refused("redcap_events", "events of one person as rows", "record_id,redcap_event_name,s01\n1,baseline_arm_1,5\n1,month_3_arm_1,7\n2,baseline_arm_1,8\n", "`redcap_event_name`", "`baseline_arm_1` 2 times", 'only: {redcap_event_name: ["baseline_arm_1"]}', book="profile: redcap\n"),
    read("redcap_one_event", "one event of several", "record_id,redcap_event_name,s01\n1,baseline_arm_1,5\n1,month_3_arm_1,7\n2,baseline_arm_1,8\n", book="profile: redcap\nonly: {redcap_event_name: [baseline_arm_1]}\n", raw=3, kept=2, s01=[5, 8], reasons={"left_out": 1}),
    read("unfinished_is_told", "a mark of one's own for interviews that were left", lines("1;abai;A;5;6;7;no", "2;abai;A;7;6;5;yes", header=f"{HEADER};done"), book=f"{WRITTEN}unfinished: {{done: ['no', '']}}\n{IDS}", s01=[5, 7]),
]  # fmt: skip

SHEETS = [
    bad("xlsx_bare_formula", "a formula without value in a cell without place", binaries.bare("<c><v>1</v></c><c/><c/><c><f>1+1</f></c>"), "cell D2", "without its value"),
    bad("xlsx_bare_error", "an error in single quotes", binaries.bare("<c><v>1</v></c><c/><c/><c t = 'e' ><v>#N/A</v></c>"), "cell D2", "error"),
    bad("xlsx_shared_formula", "a shared formula with an empty value", binaries.bare("<c r='A2'><v>1</v></c><c r=\"D2\"\n><f t='shared' si='0'/><v></v></c>"), "cell D2", "without its value"),
    bad("xlsx_prefixed", "another name of the namespace", binaries.bare("<x:c xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main' t='e'><x:v>#REF!</x:v></x:c>"), "cell A2", "error"),
    workbook("xlsx_bare", "cells without places, as other programs write them", binaries.bare("<c><v>1</v></c><c t='inlineStr'><is><t>abai</t></is></c><c/><c><v>7</v></c>"), s01=[7], region=["abai"]),
    workbook("xlsx_empty_text", "a formula that gives an empty text", binaries.bare("<c><v>1</v></c><c/><c t='str'><f>\"\"</f><v></v></c><c><v>7</v></c>"), s01=[7], team=[None]),
    bad("xlsx_many_tags", "60,000 formulas without values", binaries.bare("<c><f>1+1</f></c>" * 60_000), "A2, B2, C2, D2, E2, F2, G2, H2, I2, J2 and 59990 more", "without its value"),
    bad("xlsx_entities", "entities that unpack without end", binaries.bare("<c><v>&a;</v></c>", head="<!DOCTYPE x [<!ENTITY a 'aaaa'>]>"), "xlsx"),
]  # fmt: skip

POINTS = "id;now_glue_clan;now_glue_adhocracy;now_glue_market;now_glue_hierarchy"
NUMBERS = [
    refused("points_typed_as_shares", "some points as 0.4, others as 40", lines("1;40;30;20;10", "2;0.4;0.3;0.2;0.1", "3;25;25;25;25", header=POINTS), "in 1 rows (3)", "sum to 1", "40%", "Save points"),
    bad("points_as_percent_of_a_workbook", "cells of a workbook that show 40%", binaries.xlsx([POINTS.split(";"), [1, 0.25, 0.25, 0.25, 0.25], [2, 40, 30, 20, 10], [3, 0.33, 0.33, 0.34, 0]]), "in 2 rows (2, 4)", "0.4"),
    read("points_with_percent_sign", "40 % and 40%", lines("1;40 %;30%;20 %;10%", "2;25;25;25;25", header=POINTS), now_glue_clan=[40, 25], now_glue_hierarchy=[10, 25]),
    read("one_point", "one of 1, which is no share", lines("1;1;0;0;0", "2;40;30;20;10", header=POINTS), raw=2, kept=1, now_glue_clan=[40], reasons={"ocai_sum": 1}),
    refused("zeros_on_a_scale_from_1", "a tool that counts from 0", lines(*(f"{k};abai;A;{k % 11};{(k + 3) % 11};{(k + 5) % 11}" for k in range(110))), "columns `s01`, `s02`, `s03`", "`0` stands there 30 times (9%)", "min: 0", 'missing: ["0"]'),
    refused("code_for_no_answer", "99 for no answer, undeclared", lines(*(f"{k};abai;A;{99 if k % 9 == 0 else k % 10 + 1};5;{k % 7 + 1}" for k in range(90))), "columns `s01`", "`99` stands there 10 times", "If it is no answer", 'missing: ["99"]'),
    read("slips_off_the_scale", "a slip or two", lines(*PEOPLE, "30;abai;A;0;5;3", "31;abai;A;77;2;3"), s01=[k % 10 + 1 for k in range(1, 21)] + [None, None]),
    refused("decimals", "a mean where a rating was asked", lines("1;abai;A;3.5;6;7", "2;abai;A;5;6;8"), "columns `s01`", "`3.5`, once, first in row 2", "between two answers", "`values` or `missing`"),
    refused("decimals_with_comma", "halves with a comma", lines("1;abai;A;3,5;6;7,5", "2;abai;A;5;6;8"), "`3,5`, 2 times", "csv.decimal"),
    read("own_values_win", "a code for no answer is a category of one question", lines("1;9;A;5;6;9", "2;abai;9;99;6;7"), book=f"missing: ['9', '99', '-1']\n{WRITTEN}columns:\n  respondent_id: id\n  region: {{column: region, values: {{'9': almaty}}}}\n", region=["almaty", "abai"], team=["A", None], s01=[5, None], s03=[9, 7]),
    read("missing_differs_by_column", "two codes, each in its column", lines("1;abai;9;99;6;7", "2;abai;A;5;8;7"), book=f"{WRITTEN}columns:\n  respondent_id: id\n  team: {{column: team, missing: ['9']}}\n  s01: {{column: s01, missing: ['99']}}\n  s02: {{column: s02, missing: ['8']}}\n", team=[None, "A"], s01=[None, 5], s02=[6, None]),
    read("bins", "age in years into groups", lines("1;abai;18;5;6;7", "2;abai;29.5;6;6;7", "3;abai;64;7;6;8", "4;abai;n/a;7;7;8"), book=f"{WRITTEN}columns:\n  respondent_id: id\n  team: {{column: team, bins: {{young: 18, middle: 30, old: 60}}, missing: [n/a]}}\n", team=["young", "young", "old", None]),
    refused("bins_below_the_lowest", "an age below the lowest group", lines("1;abai;17;5;6;7", "2;abai;about 30;6;6;7"), "column `team`", "`17`", "`about 30`", "no category", book=f"{WRITTEN}columns:\n  respondent_id: id\n  team: {{column: team, bins: {{young: 18, old: 60}}}}\n"),
    refused("bins_in_no_order", "groups in no order", lines("1;abai;17;5;6;7"), "codebook.yaml", "from the lowest number to the highest", book=f"{WRITTEN}columns:\n  team: {{column: team, bins: {{old: 60, young: 18}}}}\n"),
]  # fmt: skip

TIMED = f"{HEADER};start;end"
TIMES = [
    read("times_in_other_forms", "times as Russian and American programs write them", lines("1;abai;A;5;6;7;01.05.2024 09:00:00;01.05.2024 09:00:03", "2;abai;A;5;7;7;5/1/2024 9:00:00 AM;5/1/2024 9:00:04 AM", "3;abai;A;5;8;7;2024-05-01 09:00;2024-05-01 09:10", "4;abai;A;5;9;7;30/04/2024 23:59:00;01/05/2024 00:05:00", header=TIMED), book=f"{WRITTEN}duration: {{start: start, end: end}}\n{IDS}", raw=4, kept=2, s02=[8, 9], reasons={"speed": 2}),
    read("clock_set_back", "an end before its start", lines("1;abai;A;5;6;7;2024-05-01 09:00:00;2024-05-01 08:00:00", header=TIMED), book=f"{WRITTEN}duration: {{start: start, end: end}}\n{IDS}", s01=[5]),
    refused("time_that_is_none", "a time in words", lines("1;abai;A;5;6;7;morning;2024-05-01 08:00:00", header=TIMED), "`duration`, row 2", "`morning` to `2024-05-01 08:00:00`, once", "missing", book=f"{WRITTEN}duration: {{start: start, end: end}}\n{IDS}"),
    read("duration_as_a_clock", "hours, minutes and seconds", lines("1;abai;A;5;6;7;00:00:05", "2;abai;A;5;7;7;1:00:05", "3;abai;A;5;8;7;4,5", "4;abai;A;5;9;7;251.0", header=f"{HEADER};took"), book=f"{WRITTEN}duration: took\n{IDS}", raw=4, kept=2, s02=[7, 9], reasons={"speed": 2}),
    refused("duration_in_words", "minutes, or hours", lines("1;abai;A;5;6;7;3:25", "2;abai;A;5;7;7;3 min", header=f"{HEADER};took"), "row 2", "`3:25`, 2 times", "tells no time", "H:MM:SS", book=f"{WRITTEN}duration: took\n{IDS}"),
]  # fmt: skip

WORDS = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
UNSEEN = [
    read("mark_inside_answers", "a byte order mark inside answers", lines("1;\ufeffabai;\ufeffA;\ufeff5;6;7", "2;abai;A;5;ten\ufeff;7"), book=f"numbers: {{\"\\uFEFFten\": 10}}\n{WRITTEN}{IDS}", region=["abai", "abai"], team=["A", "A"], s01=[5, 5], s02=[6, 10]),
    read("soft_hyphens", "soft hyphens, joiners and marks of direction", lines("1;ab\u00adai;A\u200d;5\u200e;6;7", "2;abai;\u2068A\u2069;5;6;X"), book=f"missing: ['\u200bx']\n{WRITTEN}{IDS}", region=["abai", "abai"], team=["A", "A"], s01=[5, 5], s03=[7, None]),
    refused("same_texts_in_many_columns", "labels where numbers are expected", lines(*(f"{k};abai;A;{WORDS[k % 5]};{WORDS[(k + 1) % 5]};{WORDS[(k + 2) % 5]}" for k in range(20))), "columns `s01`, `s02`, `s03`", "60 times in all", "column `s01`, row 2 and in 2 more: `Strongly disagree`, 12 times", "numbers:", '"Strongly agree": "??"'),
    refused("western_letters", "German without the name of its encoding", lines("1;abai;Straßenbau;5;6;7").encode("cp1252"), "not utf-8", "csv.encoding", "cp1252 reads «Straßenbau»; "),
    refused("polish_letters", "Polish without the name of its encoding", lines("1;abai;Księgowość;5;6;7", "2;abai;Łączność;5;6;7").encode("cp1250"), "not utf-8", ": cp1250 reads «Łączność»"),
    read("western_letters_named", "German in cp1252", lines("1;abai;Straßenbau;5;6;7").encode("cp1252"), book=f'csv: {{delimiter: ";", encoding: cp1252}}\n{IDS}', team=["Straßenbau"]),
]  # fmt: skip

ASKED = """\
questions:
  channels: {label: Channels, several: true, categories: {mail: E-mail, chat: Chat, phone: Phone}}
  enps: {label: Would you recommend us?, recommends: true}
breakdowns:
  region: {label: Region}
"""
CONFIG = """\
title: Test
instrument: instrument.yaml
waves: {"2024": {sources: {survey: {codebook: codebook.yaml}}}}
"""


def asked(case: Case) -> Case:
    """A case whose questionnaire has a question of which several categories may be ticked, and one from 0 to 10."""
    return replace(case, files=case.files | {"instrument.yaml": ASKED, "config.yaml": CONFIG})


TICKED = [
    asked(read("ticked_0_and_1", "a column for each category, 0 and 1", "id;channels_mail;channels_chat;channels_phone\n1;1;0;0\n2;0;0;0\n4;1;1;\n", channels_mail=["selected", "not_selected", "selected"], channels_chat=["not_selected", "not_selected", "selected"], channels_phone=["not_selected", "not_selected", "not_selected"])),
    asked(read("ticked_by_label", "the label where a category was ticked, blank where not", "id;Q [E-mail];Q [Chat];Q [Phone];Would\n1;E-mail;;;0\n2;;;;10\n3;;Chat;Phone;8\n", book=f'{WRITTEN}columns: {{respondent_id: id, channels_mail: "Q [E-mail]", channels_chat: "Q [Chat]", channels_phone: "Q [Phone]", enps: Would}}\n', channels_mail=["selected", None, "not_selected"], channels_chat=["not_selected", None, "selected"], enps=["detractor", "promoter", "passive"])),
    asked(read("not_selected", "Checked, Not selected, and a word of one's own", "id;channels_mail;channels_chat\n1;Checked;Not selected\n2;Unchecked;ja\n", book=f"{WRITTEN}columns:\n  respondent_id: id\n  channels_chat: {{column: channels_chat, values: {{ja: selected}}}}\n", channels_mail=["selected", "not_selected"], channels_chat=["not_selected", "selected"])),
    asked(read("codes_in_one_cell", "codes in one cell, with and without a last sign", "id,channels\n1,E-mail;Chat;\n2,PHONE\n3,\n4, Chat ; E-mail\n", book="columns:\n  respondent_id: id\n  channels: {column: channels, separator: ';', values: {E-mail: mail}}\n", channels_mail=["selected", "not_selected", "selected"], channels_chat=["selected", "not_selected", "selected"], channels_phone=["not_selected", "selected", "not_selected"], raw=4, kept=3, reasons={"empty": 1})),
    asked(refused("code_that_is_none", "a code that nobody knows", "id,channels\n1,mail fax\n2,chat\n", "`fax`", "no category", book="columns:\n  respondent_id: id\n  channels: {column: channels, separator: ' '}\n")),
    asked(read("recommending", "from 0 to 10, in three groups", "id,enps\n" + "".join(f"{k},{k}\n" for k in range(11)), book="columns: {respondent_id: id}\n", enps=["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2)),
    asked(refused("recommending_beyond_10", "11 of 10", "id,enps\n1,11\n2,ten\n", "column `enps`", "`ten`", "`11`", book="columns: {respondent_id: id}\n")),
]  # fmt: skip

EXPORTS: list[Case] = [*MOVED, *DATES, *HEADINGS, *SAME, *NO_INTERVIEWS, *SHEETS, *NUMBERS, *TIMES, *UNSEEN, *TICKED]
