using System.CommandLine;
using Recall.App;
using Recall.App.Customers.Identity;
using Recall.Core.Customers;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall customers merge A B</c> and <c>recall customers split KEY [--from KEY2]</c></summary>
internal static class IdentityCommands
{
    public static Command Merge(Cli cli)
    {
        var one = new Argument<string>("A") { Description = cli.Say(HelpTexts.MergeOne) };
        var other = new Argument<string>("B") { Description = cli.Say(HelpTexts.MergeOther) };
        var command = new Command("merge", cli.Say(HelpTexts.Merge)) { one, other };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var (a, b) = (CustomersCommand.Key(parsed.GetValue(one)!), CustomersCommand.Key(parsed.GetValue(other)!));
            if (a == b)
                throw new UserException(CustomerTexts.OneKey);
            var outcome = await session.Get<MergeCustomers>().HandleAsync(a, b, cancel);
            if (outcome.Customer is not { } row)
                throw outcome.Unknown is [var unknown] ? new NotFoundException(CustomerTexts.NoCustomer, unknown) : new NotFoundException(CustomerTexts.NoCustomers, a, b);
            var answer = new MergeAnswer(row.Profile.Customer.Value, [.. row.Profile.Keys.Select(k => k.Value)]);
            if (screen.Json)
                screen.Object(answer);
            else
                screen.Line(CustomerTexts.Merged, answer.Customer, string.Join(", ", answer.Keys));
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Split(Cli cli)
    {
        var id = new Argument<string>("KEY") { Description = cli.Say(HelpTexts.SplitKey) };
        var from = new Option<string?>("--from") { Description = cli.Say(HelpTexts.SplitFrom) };
        var command = new Command("split", cli.Say(HelpTexts.Split)) { id, from };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var key = CustomersCommand.Key(parsed.GetValue(id)!);
            CustomerKey? other = parsed.GetValue(from) is { } text ? CustomersCommand.Key(text) : null;
            var outcome = await session.Get<SplitCustomer>().HandleAsync(key, other, cancel) ?? throw new NotFoundException(CustomerTexts.NoCustomer, key);
            if (outcome.From is null)
                throw other is { } with ? new UserException(CustomerTexts.NotMergedWith, key, with) : new UserException(CustomerTexts.NotMerged, key);
            var answer = new SplitAnswer(key.Value, [.. outcome.Others.Select(k => k.Value)]);
            if (screen.Json)
                screen.Object(answer);
            else
                screen.Line(CustomerTexts.Split, answer.Customer, string.Join(", ", answer.Others));
            return ExitCodes.Done;
        });
        return command;
    }
}
