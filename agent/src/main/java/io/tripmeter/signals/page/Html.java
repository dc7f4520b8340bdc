package io.tripmeter.signals.page;

/** Builds HTML. All text from outside the code is escaped by {@link #text}. */
final class Html {
  private final StringBuilder out = new StringBuilder(16 * 1024);

  /** Appends constant markup unescaped. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<':
          out.append("&lt;");
          break;
        case '>':
          out.append("&gt;");
          break;
        case '&':
          out.append("&amp;");
          break;
        case '"':
          out.append("&quot;");
          break;
        case '\'':
          out.append("&#39;");
          break;
        default:
          out.append(c);
      }
    }
    return this;
  }

  Html heading(int level, String title) {
    return raw("<h" + level + ">").text(title).raw("</h" + level + ">\n");
  }

  Html paragraph(String text) {
    return raw("<p>").text(text).raw("</p>\n");
  }

  Html beginTable(String... columns) {
    raw("<table><tr>");
    for (String column : columns) {
      raw("<th>").text(column).raw("</th>");
    }
    return raw("</tr>\n");
  }

  Html row(String... cells) {
    raw("<tr>");
    for (String cell : cells) {
      raw("<td>").text(cell).raw("</td>");
    }
    return raw("</tr>\n");
  }

  Html endTable() {
    return raw("</table>\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
