package io.tripmeter.work.jaxrs;

/**
 * A route of JAX-RS templates that follow one another: one slash between them, and no regular expressions ({@code {id: \d+}} is {@code {id}}). Any
 * thread.
 */
final class TemplatePath {
  /** The base and eight templates. Of a locator that leads to its own class there may be as many as the client likes. */
  private static final int MOST = 9;

  private final StringBuilder path = new StringBuilder();
  private int added;

  synchronized void add(String template) {
    if (++added <= MOST) {
      append(template);
    } else if (added == MOST + 1) {
      path.append("/*");
    }
  }

  private void append(String template) {
    int end = template.length();
    while (end > 0 && template.charAt(end - 1) == '/') {
      end--;
    }
    int from = 0;
    while (from < end && template.charAt(from) == '/') {
      from++;
    }
    if (from < end) {
      path.append('/');
      appendWithoutExpressions(template, from, end);
    }
  }

  private void appendWithoutExpressions(String template, int from, int end) {
    int depth = 0;
    boolean inExpression = false;
    for (int i = from; i < end; i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        inExpression = false;
      } else if (c == ':' && depth == 1) {
        inExpression = true;
      }
      if (!inExpression && (depth == 0 || c != ' ')) {
        path.append(c);
      }
    }
  }

  @Override
  public synchronized String toString() {
    return path.length() == 0 ? "/" : path.toString();
  }
}
