using System.CommandLine;
using System.Globalization;
using Recall.App;
using Recall.App.Privacy;
using Recall.Core.Customers;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall customers forget</c>, <c>export</c> and <c>requests</c>.</summary>
internal static class PrivacyCommands
{
    public static Command Forget(Cli cli)
    {
        var id = Id(cli);
        var yes = new Option<bool>("--yes") { Description = cli.Say(HelpTexts.Yes) };
        var command = new Command("forget", cli.Say(HelpTexts.Forget)) { id, yes };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var (given, key) = Meant(parsed);
            return Say(screen, key, await session.Get<ForgetCustomer>().HandleAsync(key, ForgetCustomer.AddressesIn(given), cancel));
        }, beside: async (parsed, server, screen, cancel) =>
        {
            var (given, key) = Meant(parsed);
            return Say(screen, key, (await server.AskAsync<ForgetAnswer>(HttpMethod.Post, $"/api/customers/{Uri.EscapeDataString(given)}/forget", null, cancel))?.Rows ?? 0);
        });
        return command;

        (string Given, CustomerKey Key) Meant(ParseResult parsed)
        {
            var given = parsed.GetValue(id)!;
            var key = Key(given);
            return parsed.GetValue(yes) ? (given, key) : throw new UserException(ConnectTexts.SayYes, key);
        }

        static int Say(Screen screen, CustomerKey key, int rows)
        {
            if (rows == 0)
                throw new NotFoundException(CustomerTexts.NoCustomer, key);
            if (screen.Json)
                screen.Object(new { Customer = key.Value, Rows = rows });
            screen.Line(ConnectTexts.Forgotten, key, rows);
            return ExitCodes.Done;
        }
    }

    public static Command Export(Cli cli)
    {
        var id = Id(cli);
        var command = new Command("export", cli.Say(HelpTexts.Export)) { id };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var key = Key(parsed.GetValue(id)!);
            var document = await session.Get<ExportCustomer>().HandleAsync(key, cancel) ?? throw new NotFoundException(CustomerTexts.NoCustomer, key);
            screen.Object(document);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    public static Command Requests(Cli cli)
    {
        var answered = new Option<string?>("--answered") { Description = cli.Say(HelpTexts.Answered) };
        var command = new Command("requests", cli.Say(HelpTexts.Requests)) { answered };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var requests = session.Get<DataRequests>();
            if (parsed.GetValue(answered) is { } done)
                screen.Line(ConnectTexts.Answered, await requests.AnswerAsync(Key(done), cancel));
            return Show(screen, await requests.OpenAsync(cancel));
        }, reads: true, unless: answered, beside: async (parsed, server, screen, cancel) =>
        {
            var done = await server.AskAsync<AnsweredAnswer>(HttpMethod.Post, "/api/data-requests/answered", new AnsweredRequest(Key(parsed.GetValue(answered)!).Value), cancel);
            screen.Line(ConnectTexts.Answered, done!.Answered);
            return Show(screen, (await server.AskAsync<DataRequestListAnswer>(HttpMethod.Get, "/api/data-requests", null, cancel))!.Requests);
        });
        return command;

        static int Show(Screen screen, IReadOnlyList<DataRequest> open)
        {
            if (screen.Json)
                screen.Object(open);
            else if (open.Count == 0)
                screen.Line(ConnectTexts.NoRequests);
            else
            {
                screen.Table(
                    [screen.Say(ConnectTexts.Due), screen.Say(ConnectTexts.Source), screen.Say(CustomerTexts.Customer)],
                    open.Select(r => (IReadOnlyList<string>)[r.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.Source, string.Join(", ", r.Customers)]));
            }

            return ExitCodes.Done;
        }
    }

    private static Argument<string> Id(Cli cli) => new("ID") { Description = cli.Say(HelpTexts.CustomerOrAddress) };

    private static CustomerKey Key(string text) =>
        CustomerKey.TryParse(ContactKey.Resolve(text), out var key, out var error) ? key : throw new UserException(CustomerTexts.NoKey, error);
}
