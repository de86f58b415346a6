namespace Recall.App.Ingestion.Files;

/// <summary>The names that shop platforms, in English and Chinese, give the columns of their orders; without case, blanks and punctuation.</summary>
internal static class OrderColumnNames
{
    /// <summary>Field names with the columns they are known under, best first.</summary>
    public static IReadOnlyList<(string Field, string[] Names)> Usual { get; } =
    [
        ("id", ["orderid", "ordernumber", "orderno", "order", "invoice", "invoiceno", "id", "主订单编号", "订单编号", "订单号"]),
        ("customer",
        [
            "customerid", "customer", "customeruser", "userid", "buyerid", "memberid", "clientid", "customerno", "客户id", "客户编号", "会员编号",
            "买家会员名", "买家昵称", "买家账号", "下单账号", "下单帐号",
        ]),
        ("at",
        [
            "createdat", "orderdate", "orderedat", "paidat", "at", "date", "invoicedate", "purchasedate", "timestamp", "time", "下单时间", "订单创建时间",
            "订单提交时间", "订单成交时间", "订单时间", "订单付款时间", "付款时间", "日期",
        ]),
        ("total",
        [
            "total", "totalprice", "ordertotal", "ordertotalamount", "grandtotal", "totalamount", "totalpaid", "amount", "revenue", "实付金额", "实付款",
            "买家实际支付金额", "买家实付金额", "用户实付金额元", "订单实付金额", "应付金额", "订单金额", "金额",
        ]),
        ("currency", ["currency", "currencycode", "ordercurrency", "币种"]),
        ("discount", ["discount", "discountamount", "totaldiscount", "totaldiscounts", "discounttotal", "优惠金额"]),
        ("cost", ["cost", "totalcost", "cogs"]),
        ("coupon", ["coupon", "couponcode", "discountcode", "优惠券"]),
        ("gift", ["gift", "isgift"]),
        ("product",
        [
            "product", "productid", "sku", "lineitemname", "lineitemsku", "stockcode", "item", "itemid", "itemname", "productname", "商品编号", "商品编码",
            "商品id", "商品名称", "宝贝标题",
        ]),
        ("category", ["category", "productcategory", "producttype", "类目", "品类"]),
        ("quantity", ["quantity", "qty", "lineitemquantity", "pieces", "数量", "商品数量", "购买数量"]),
        ("price", ["price", "unitprice", "itemprice", "lineitemprice", "单价", "商品单价"]),
        ("email", ["email", "customeremail", "billingemail", "emailbilling", "emailaddress", "mail", "邮箱"]),
        ("phone", ["phone", "customerphone", "phonenumber", "mobile", "手机", "手机号", "手机号码", "联系手机", "买家手机", "收货人手机"]),
        ("country",
        [
            "billingcountry", "billingcountrycode", "countrycodebilling", "countrybilling", "countrycode", "customercountry", "country", "shippingcountry", "国家", "国家代码", "国家地区", "收货国家",
        ]),
        ("name", ["customername", "fullname", "buyername", "billingname", "name", "姓名", "客户姓名", "收货人姓名", "收货人"]),
        ("status",
        [
            "financialstatus", "paymentstatus", "orderstatus", "status", "订单状态", "交易状态", "付款状态", "支付状态",
        ]),
        ("cancelledAt", ["cancelledat", "canceledat", "取消时间", "订单取消时间"]),
        ("refunded", ["refundedamount", "refunded", "amountrefunded", "totalrefunded", "refundtotal", "orderrefundtotal", "退款金额", "已退款金额"]),
        ("locale", ["locale", "language"]),
        ("timeZone", ["timezone", "tz"]),
        ("birthday", ["birthday", "birthdate", "dateofbirth", "生日"]),

        // Shopify's orders and customers, and the fields that Mailchimp and Klaviyo put on WooCommerce's orders, which have none of their own.
        ("emailConsent",
        [
            "emailconsent", "acceptsmarketing", "acceptsemailmarketing", "buyeracceptsmarketing", "emailmarketingconsent", "emailoptin",
            "marketingconsent", "marketingoptin", "mailchimpwoocommerceissubscribed", "klnewslettercheckbox", "newsletter", "邮件授权", "接受邮件营销",
        ]),
        ("smsConsent", ["smsconsent", "acceptssmsmarketing", "smsmarketingconsent", "smsoptin", "klsmsconsentcheckbox", "短信授权", "接受短信营销"]),
    ];
}
