"""What a reader sees: texts with their provenance, languages and directions, also without JavaScript."""

from playwright.sync_api import expect
from workbench import EN, GROUPS, NAME, ZH, Editor


def test_the_documents_page_shows_texts_with_provenance_and_progress(new_page, address):
    """Every text carries its provenance; every alignment says how far it is."""
    page = new_page()
    page.goto(address)
    card = page.locator(".document", has_text="A memorandum").filter(has_text="zh-Hans")
    expect(card.locator(".texts .badge")).to_have_text(["Working translation", "Working translation"])
    expect(card.locator(".alignments li > a")).to_contain_text("0 of 7 confirmed")
    card.locator(".alignments li > a").click()
    expect(page).to_have_url(f"{address}/documents/memo/{NAME}")
    page.locator("html[data-ready=all]").wait_for()


def test_a_problem_in_a_file_is_shown_with_its_line(new_page, root, address):
    """A broken PO is reported where its document is listed, and the rest still works."""
    path = root / "alignments" / "memo" / f"{NAME}.po"
    path.write_text(path.read_text().replace('msgctxt "L0003"', 'msgctxt "L0002"'))
    page = new_page()
    page.goto(address)
    expect(page.locator(".problems li")).to_contain_text(f"{NAME}.po:")
    expect(page.locator(".document")).to_have_count(2)


def test_the_page_reads_without_javascript(new_page, address):
    """The first rows come from the server."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}/documents/memo/{NAME}")
    expect(page.locator(".row:not(.head)")).to_have_count(len(GROUPS))
    assert page.locator(".cell[data-side=source] .segment").all_inner_texts() == ZH
    assert page.locator(".cell[data-side=target] .segment").all_inner_texts() == EN
    expect(page.locator(".head .badge").first).to_be_visible()


def test_every_cell_names_its_language_and_direction(new_page, address):
    """Chinese without a language would be drawn with Japanese glyphs, Arabic without a direction from the wrong end."""
    editor = Editor(new_page(), address, "rights/en--ar").open()
    cells = editor.page.locator(".row[data-id] .cell[data-side=target]").all()
    assert [(cell.get_attribute("lang"), cell.get_attribute("dir")) for cell in cells] == [("ar", "rtl")] * 2


def test_the_grid_tells_screen_readers_where_they_are(editor):
    """Rows are numbered, one cell takes the Tab key, and its shape and status belong to its description."""
    grid = editor.page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", str(len(GROUPS) + 1))
    expect(grid.locator("[tabindex='0']:not(.dialog-body)")).to_have_count(1)
    editor.press("ArrowDown")
    expect(editor.cell(2, "source")).to_have_accessible_description("2:1 Unreviewed")


def test_the_provenance_of_a_text_is_explained(editor):
    """The badge in the column head opens what is known of the text."""
    editor.page.get_by_role("button", name="About the text: English").click()
    expect(editor.page.locator("#about-target")).to_contain_text("A test.")


def test_a_document_that_is_not_there_gets_a_plain_answer(new_page, address):
    """The error page says what is missing."""
    page = new_page()
    page.goto(f"{address}/documents/nowhere/{NAME}")
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    expect(page.locator(".nothing")).to_contain_text("nowhere")


def test_a_reader_without_rights_sees_no_tools(new_page, root):
    """Read-only: no undo, no tools, and keys that edit only explain."""
    from workbench import serving

    with serving(root, read_only=True) as address:
        editor = Editor(new_page(), address).open()
        expect(editor.page.locator(".tools")).to_have_count(0)
        editor.press("m")
        assert "reading only" in editor.message()
        assert len(editor.links()) == len(GROUPS)


def test_the_rights_stand_with_the_texts(new_page, memorandum):
    """Origin, rights and support of a document are shown with it, on its card and under its rows."""
    page = new_page()
    for path in ("/", "/documents/1962-04-24-memorandum/zh-Hans--en"):
        page.goto(f"{memorandum}{path}")
        main = page.get_by_role("main")
        expect(main).to_contain_text("History and Public Policy Program")
        expect(main).to_contain_text("MacArthur Foundation")
    page.locator("html[data-ready=all]").wait_for()
