package org.springframework.samples.petclinic.owner;

import example.library.Authors;
import java.util.Locale;
import org.springframework.format.Formatter;
import org.springframework.stereotype.Component;

/** Like PetClinic's own formatter: Spring calls it for each bound value, and each call queries the database. */
@Component
public class PetTypeFormatter implements Formatter<PetType> {
  private final Authors types;

  PetTypeFormatter(Authors types) {
    this.types = types;
  }

  @Override
  public String print(PetType type, Locale locale) {
    return type.name();
  }

  @Override
  public PetType parse(String text, Locale locale) {
    return new PetType(text + types.count());
  }
}
