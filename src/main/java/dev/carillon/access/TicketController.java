package dev.carillon.access;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes a token for a ticket. */
@RestController
class TicketController {

    /** @param expiresIn seconds */
    record Ticket(String ticket, long expiresIn) {}

    private final Tickets tickets;
    private final AccessSettings settings;

    TicketController(Tickets tickets, AccessSettings settings) {
        this.tickets = tickets;
        this.settings = settings;
    }

    @PostMapping(path = "/api/v1/tickets", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Ticket issue(@AuthenticationPrincipal Caller caller) {
        return new Ticket(tickets.issue(caller), settings.ticketAge().toSeconds());
    }
}
