package example.library;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class AuthorController {
  private final Authors authors;
  private final JdbcTemplate jdbc;

  AuthorController(Authors authors, JdbcTemplate jdbc) {
    this.authors = authors;
    this.jdbc = jdbc;
  }

  /** One query for the authors and one for the books of each author (N+1). */
  @GetMapping("/authors")
  @Transactional(readOnly = true)
  public List<String> all() {
    return authors.findAll().stream()
        .map(author -> author.getName() + ": " + author.getBooks().size())
        .toList();
  }

  @GetMapping("/authors/{id}")
  @Transactional(readOnly = true)
  public String one(@PathVariable long id) {
    return authors.findById(id).map(Author::getName).orElse("nobody");
  }

  @PostMapping("/authors/{name}")
  @Transactional
  public String add(@PathVariable String name) {
    return authors.save(new Author(name)).getName();
  }

  /** Without a transaction. */
  @GetMapping("/count")
  public String count() {
    return jdbc.queryForObject("SELECT count(*) FROM book", String.class);
  }

  @GetMapping("/timeouts")
  @Transactional
  public String timeouts() {
    return jdbc.queryForObject(
        "SELECT current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') || ' '"
            + " || current_setting('idle_in_transaction_session_timeout')",
        String.class);
  }
}
