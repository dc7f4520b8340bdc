package example.library;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

@SpringBootApplication(scanBasePackages = {"example.library", "org.springframework.samples"})
public class Library {
  public static void main(String[] args) {
    SpringApplication.run(Library.class, args);
  }

  @EventListener
  public void ready(ApplicationReadyEvent event) {
    System.out.println("listening on "
        + event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
  }
}
