using Microsoft.DurableTask.Client;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>A hub of more instances than one look has time for; every page takes six minutes.</summary>
public class TidyInstancesTests
{
    private const int Instances = 1800;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_ends_in_time_and_the_next_goes_on_where_it_stopped()
    {
        using var shop = Crowded();

        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(1000);
        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(800);
        shop.Hub.Instances.ShouldBeEmpty();
        Add(shop, "a");
        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(1); // Having come to the end it began anew.
    }

    [Fact]
    public async Task A_look_that_was_stopped_in_the_middle_is_not_done_from_the_beginning()
    {
        using var shop = Crowded(OrchestrationRuntimeStatus.Running);
        var places = new List<string?>();
        shop.Client.BeforePage = place =>
        {
            places.Add(place);
            if (places.Count == 2)
                throw new IOException("the worker stops");
        };
        await Should.ThrowAsync<IOException>(() => shop.Get<TidyInstances>().EndOrphansAsync(Cancel)); // Nobody is an orphan: all that is done is reading.
        await shop.Get<TidyInstances>().EndOrphansAsync(Cancel);

        places.ShouldBe([null, "i0499", "i0499", "i0999", "i1499"]);
    }

    [Fact]
    public async Task A_place_that_the_hub_does_not_know_is_forgotten()
    {
        using var shop = Crowded();
        await shop.Get<TidyInstances>().PurgeAsync(Cancel);
        shop.Client.BeforePage = place =>
        {
            if (place is not null)
                throw new FormatException("no such place");
        };
        await Should.ThrowAsync<FormatException>(() => shop.Get<TidyInstances>().PurgeAsync(Cancel));

        shop.Client.BeforePage = null;
        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(800);
    }

    [Fact]
    public async Task A_place_is_kept_while_the_hub_cannot_be_reached_and_forgotten_when_it_is_refused_twice_in_a_row()
    {
        using var shop = Crowded(OrchestrationRuntimeStatus.Running);
        var places = new List<string?>();
        var fails = false;
        shop.Client.BeforePage = place =>
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(6));
            places.Add(place);
            if (fails)
                throw new IOException("unavailable");
        };
        foreach (var fail in (bool[])[false, true, true, false, true, false])
        {
            fails = fail;
            if (fail)
                await Should.ThrowAsync<IOException>(LookAsync);
            else
                await LookAsync();
            places.Add("then");
        }

        places.ShouldBe([null, "i0499", "then", "i0999", "then", "i0999", "then", null, "i0499", "then", "i0999", "then", "i0999", "i1499", "then"]);

        Task LookAsync() => shop.Get<TidyInstances>().EndOrphansAsync(Cancel);
    }

    [Fact]
    public async Task An_instance_that_cannot_be_purged_does_not_stand_in_the_way_of_those_behind_it()
    {
        using var shop = Crowded();
        shop.Client.BeforePurge = id => (id != "i0001").ShouldBeTrue("never");

        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(999);
        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(800);
        shop.Hub.Instances.Keys.ShouldBe(["i0001"]);
    }

    [Fact]
    public async Task The_two_looks_keep_places_of_their_own()
    {
        using var shop = Crowded(OrchestrationRuntimeStatus.Running);
        await shop.Get<TidyInstances>().EndOrphansAsync(Cancel);
        foreach (var instance in shop.Hub.Instances.Values)
            instance.Status = OrchestrationRuntimeStatus.Completed;

        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(1000);
        shop.Hub.Instances.Keys.Order(StringComparer.Ordinal).First().ShouldBe("i1000");
    }

    /// <summary>Half a year after they began.</summary>
    private static DurableShop Crowded(OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Completed)
    {
        var shop = new DurableShop();
        for (var i = 0; i < Instances; i++)
            Add(shop, $"i{i:D4}", status);
        shop.Clock.Advance(TimeSpan.FromDays(180));
        shop.Client.BeforePage = _ => shop.Clock.Advance(TimeSpan.FromMinutes(6));
        return shop;
    }

    private static void Add(DurableShop shop, string id, OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Completed) =>
        shop.Hub.Instances[id] = new(nameof(FitShop), id, "{}", CornerShop.Noon) { Status = status };
}
