package dev.carillon.bench.stock;

import org.springframework.http.HttpStatus;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The same way in as Carillon's, without its tokens. */
@RestController
class PublishController {

    private final SimpMessagingTemplate template;

    PublishController(SimpMessagingTemplate template) {
        this.template = template;
    }

    @PostMapping("/publish/{topic}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void publish(@PathVariable String topic, @RequestBody byte[] body) {
        template.convertAndSend("/topic/" + topic, body);
    }
}
