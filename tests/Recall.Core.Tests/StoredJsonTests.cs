using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using FsCheck.Fluent;
using Recall.Core.Customers;

namespace Recall.Core.Tests;

public sealed class StoredJsonTests
{
    [Fact]
    public void Events_come_back_as_they_were_written() => Properties.ForAll(
        Generators.Event("e1"),
        e =>
        {
            var back = StoredJson.Read<CustomerEvent>(StoredJson.Bytes(e));
            back.GetType().ShouldBe(e.GetType());
            Same(back, e);
            if (back is OrderPlaced order)
                order.Lines.ShouldBe(((OrderPlaced)e).Lines);
            else
                back.ShouldBe(e);
        },
        1000);

    [Fact]
    public void Profiles_come_back_as_they_were_written() => Properties.ForAll(
        Generators.Events,
        events =>
        {
            var profile = ProfileFold.Of(Generators.Customer, events, Generators.Utc);
            var back = StoredJson.Read<Profile>(StoredJson.Bytes(profile));
            Same(back, profile);
            Assert.Equivalent(profile, back, strict: true);
        },
        shrink: Properties.Shorter);

    [Fact]
    public void Every_type_of_event_is_generated_and_registered()
    {
        var generated = Generators.Event("e").Sample(2000, 10).Select(e => e.GetType()).Distinct();
        var registered = typeof(CustomerEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType).ToList();
        generated.ShouldBe(registered.Where(t => t != typeof(Voided)), ignoreOrder: true, "a void stands where an event was, and is no fact of its own");
        typeof(CustomerEvent).Assembly.GetTypes().Where(t => t.BaseType == typeof(CustomerEvent)).ShouldBe(registered, ignoreOrder: true);
    }

    [Fact]
    public void Equal_values_give_equal_bytes()
    {
        var at = new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
        Same(Order(at, 1.50m), Order(at.ToOffset(TimeSpan.FromHours(8)), 1.5m));
        Same(Order(at, 0.00m), Order(at, 0m));
        Same(Order(at, 100m), Order(at, 100.000m));

        // A dictionary that lost a key and got it again enumerates in another order.
        var churned = new Dictionary<string, Consent>(StringComparer.Ordinal) { ["a"] = default, ["b"] = default, ["c"] = default };
        churned.Remove("a");
        churned["d"] = default;
        churned["a"] = default;
        var plain = new Dictionary<string, Consent>(StringComparer.Ordinal) { ["a"] = default, ["b"] = default, ["c"] = default, ["d"] = default };
        Same(new Profile { Customer = Generators.Customer, Consents = churned }, new Profile { Customer = Generators.Customer, Consents = plain });

        static OrderPlaced Order(DateTimeOffset at, decimal total) => new() { Id = "1", Customer = Generators.Customer, At = at, Total = total, Cost = total };
    }

    [Fact]
    public void A_profile_without_events_keeps_its_empty_parts()
    {
        var back = StoredJson.Read<Profile>("""{"customer":"shop:42"}""");
        Assert.Equivalent(new Profile { Customer = Generators.Customer }, back, strict: true);
        Same(StoredJson.Read<Profile>(StoredJson.Bytes(back)), back);
    }

    [Fact]
    public void No_stored_value_has_a_default_other_than_zero()
    {
        // Zero is left out when writing; a property whose initialiser is not zero would be read back as that instead.
        var broken =
            from type in typeof(Profile).Assembly.GetTypes()
            where type.Namespace is "Recall.Core.Customers" or "Recall.Core.Messaging" or "Recall.Core.Offers" or "Recall.Core.Sequences"
            where type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor([]) is not null
            let value = Activator.CreateInstance(type)
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.PropertyType.IsValueType && property.SetMethod is not null
            where !Equals(property.GetValue(value), Activator.CreateInstance(property.PropertyType))
            select $"{type.Name}.{property.Name}";
        broken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(0.1 + 0.2)]
    public void Doubles_come_back_to_the_last_bit(double value) =>
        StoredJson.Read<Purchases>(StoredJson.Bytes(new Purchases { GapMean = value })).GapMean.ShouldBe(value);

    [Theory]
    [InlineData("0.00", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1000", "1000")]
    [InlineData("1.2300", "1.23")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("7922816251426433759354395033.5", "7922816251426433759354395033.5")]
    public void A_decimal_is_written_without_the_zeros_that_its_arithmetic_left(string value, string written) =>
        StoredJson.Text(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(written);

    private static void Same<T>(T a, T b) =>
        Encoding.UTF8.GetString(StoredJson.Bytes(a)).ShouldBe(Encoding.UTF8.GetString(StoredJson.Bytes(b)));
}
