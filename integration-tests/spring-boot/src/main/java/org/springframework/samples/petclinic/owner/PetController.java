package org.springframework.samples.petclinic.owner;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** In a package of the framework, like Spring's PetClinic. */
@RestController
public class PetController {
  /** Its queries are executed by the binding of the parameter. */
  @GetMapping("/pets")
  public int pets(@RequestParam("type") List<PetType> types) {
    return types.size();
  }
}
