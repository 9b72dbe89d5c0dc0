import Foundation

// snippet: ios
/// Hears one destination, and after an outage goes on where it was.
actor Follower {
    struct Token: Decodable {
        let access_token: String
        let expires_in: Double
    }

    let url: URL
    let destination: String
    let nextToken: () async throws -> Token
    let show: (String) -> Void
    let reload: () -> Void
    private var position: [String: String] = [:]
    private var since = Date.distantFuture // When it was CONNECTED.

    init(url: URL, destination: String, nextToken: @escaping () async throws -> Token,
         show: @escaping (String) -> Void, reload: @escaping () -> Void) {
        (self.url, self.destination, self.nextToken, self.show, self.reload) = (url, destination, nextToken, show, reload)
    }

    /// Comes back until a close code says not to, and returns that.
    func run() async throws -> Int {
        var attempts = 0
        while true {
            since = .distantFuture
            let code = await session()
            if (4400...4499).contains(code) && code != 4401 {
                return code
            }
            if Date.now.timeIntervalSince(since) > 15 { attempts = 0 } // That was a good one.
            let bound = min(15, 0.5 * pow(2, Double(attempts)))
            attempts += 1
            try await Task.sleep(for: .seconds(code == 1012 ? Double.random(in: 1...10) : Double.random(in: 0...bound)))
        }
    }

    /// One connection. Returns the close code.
    private func session() async -> Int {
        guard let token = try? await nextToken() else { return 1006 }
        let socket = URLSession.shared.webSocketTask(with: url, protocols: ["v12.stomp"])
        socket.resume()
        let renewal = Task { try await renew(socket, before: token.expires_in) }
        defer {
            renewal.cancel()
            socket.cancel()
        }
        do {
            try await socket.send(frame("CONNECT", ["accept-version": "1.2", "host": "carillon",
                "Authorization": "Bearer \(token.access_token)"]))
            while true {
                if case .string(let text) = try await socket.receive(), text != "\n" {
                    try await received(text, on: socket)
                }
            }
        } catch {
            return socket.closeCode == .invalid ? 1006 : socket.closeCode.rawValue
        }
    }

    private func received(_ text: String, on socket: URLSessionWebSocketTask) async throws {
        let (command, headers, body) = parse(text)
        let place = headers.filter { $0.key == "epoch" || $0.key == "offset" }
        switch command {
        case "CONNECTED":
            since = .now
            try await socket.send(frame("SUBSCRIBE", ["id": "0", "destination": destination, "receipt": "subscribed"]
                .merging(position) { _, place in place }))
        case "RECEIPT" where headers["receipt-id"] == "subscribed":
            if headers["recovered"] == "false" { reload() }
            if headers["recovered"] != "true" { position = place }
        case "MESSAGE":
            show(body)
            if !place.isEmpty { position = place }
        default:
            break
        }
    }

    private func renew(_ socket: URLSessionWebSocketTask, before seconds: Double) async throws {
        try await Task.sleep(for: .seconds(max(1, seconds * 0.8)))
        guard let token = try? await nextToken() else { return try await renew(socket, before: seconds * 0.2) }
        try await socket.send(frame("SEND", ["destination": "/app/token"], token.access_token))
        try await renew(socket, before: token.expires_in)
    }

    private func frame(_ command: String, _ headers: [String: String], _ body: String = "") -> URLSessionWebSocketTask.Message {
        .string(command + "\n" + headers.map { "\($0.key):\($0.value)\n" }.joined() + "\n" + body + "\0")
    }

    /// One STOMP frame: the service never puts two into one message. Position and receipt need no unescaping.
    private func parse(_ text: String) -> (String, [String: String], String) {
        let head = text.components(separatedBy: "\n\n")[0].components(separatedBy: "\n")
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            headers[String(line[..<colon])] = headers[String(line[..<colon])] ?? String(line[colon...].dropFirst())
        }
        return (head[0], headers, String(text.components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n").dropLast()))
    }
}
// end
