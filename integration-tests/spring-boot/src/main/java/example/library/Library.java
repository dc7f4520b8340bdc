package example.library;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(scanBasePackages = {"example.library", "org.springframework.samples"})
public class Library {
  public static void main(String[] args) {
    SpringApplication.run(Library.class, args);
  }
}
